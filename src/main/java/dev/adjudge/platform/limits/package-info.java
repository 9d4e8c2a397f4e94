/** How much anybody may send, and how often. */
@NullMarked
package dev.adjudge.platform.limits;

import org.jspecify.annotations.NullMarked;
