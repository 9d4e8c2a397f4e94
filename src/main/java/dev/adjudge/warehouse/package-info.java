/** Facts at rest: written in bulk, read as windows of a date, as known at a moment. */
@NullMarked
package dev.adjudge.warehouse;

import org.jspecify.annotations.NullMarked;
