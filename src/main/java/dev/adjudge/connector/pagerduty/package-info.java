/** People woken by PagerDuty. */
@NullMarked
package dev.adjudge.connector.pagerduty;

import org.jspecify.annotations.NullMarked;
