/** Who somebody is and what they may do: keys, users, sessions, and the policy over all paths. */
@NullMarked
package dev.adjudge.platform.security;

import org.jspecify.annotations.NullMarked;
