/** People told in Slack. */
@NullMarked
package dev.adjudge.connector.slack;

import org.jspecify.annotations.NullMarked;
