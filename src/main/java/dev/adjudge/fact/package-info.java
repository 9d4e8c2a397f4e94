/** What we know: immutable observations with source and time. */
@NullMarked
package dev.adjudge.fact;

import org.jspecify.annotations.NullMarked;
