/** How allowed actions are done once: outbox, re-check, execution. */
@NullMarked
package dev.adjudge.act;

import org.jspecify.annotations.NullMarked;
