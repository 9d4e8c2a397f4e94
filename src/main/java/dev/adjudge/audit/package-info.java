/** What happened and why: append-only and searchable. */
@NullMarked
package dev.adjudge.audit;

import org.jspecify.annotations.NullMarked;
