/** One evaluation end to end, on request, on schedule, on an event. The only orchestrator. */
@NullMarked
package dev.adjudge.run;

import org.jspecify.annotations.NullMarked;
