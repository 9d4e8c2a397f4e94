/** KIE's DMN engine, bounded in time and memory, and made to say which rows matched. */
@NullMarked
package dev.adjudge.rules.engine;

import org.jspecify.annotations.NullMarked;
