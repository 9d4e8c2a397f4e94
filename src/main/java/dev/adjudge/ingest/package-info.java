/** How facts arrive: pulled, pushed or uploaded; checked, quarantined. */
@NullMarked
package dev.adjudge.ingest;

import org.jspecify.annotations.NullMarked;
