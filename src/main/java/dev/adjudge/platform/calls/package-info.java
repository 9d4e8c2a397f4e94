/** How much others may be sent: calls or tokens in a time, counted for all replicas together. */
@NullMarked
package dev.adjudge.platform.calls;

import org.jspecify.annotations.NullMarked;
