/** Pages for people. */
@NullMarked
package dev.adjudge.console;

import org.jspecify.annotations.NullMarked;
