/** Figures of each day, watched in Databox. */
@NullMarked
package dev.adjudge.connector.databox;

import org.jspecify.annotations.NullMarked;
