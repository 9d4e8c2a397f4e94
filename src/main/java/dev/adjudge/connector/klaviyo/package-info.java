/** Klaviyo: campaign figures in. */
@NullMarked
package dev.adjudge.connector.klaviyo;

import org.jspecify.annotations.NullMarked;
