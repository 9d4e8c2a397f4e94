/** How comments, mentions and messages arrive: told by platforms, and pulled. */
@NullMarked
package dev.adjudge.ingest.social;

import org.jspecify.annotations.NullMarked;
