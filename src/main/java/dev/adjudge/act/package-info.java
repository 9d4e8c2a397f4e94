/** How allowed actions are done once: outbox, approvals, re-check, execution, undo; and how people are told. */
@NullMarked
package dev.adjudge.act;

import org.jspecify.annotations.NullMarked;
