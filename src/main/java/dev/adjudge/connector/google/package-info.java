/** Google Ads REST API: GAQL reports in, campaign and budget changes out. */
@NullMarked
package dev.adjudge.connector.google;

import org.jspecify.annotations.NullMarked;
