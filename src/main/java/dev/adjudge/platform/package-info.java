/** Clock, problem+json, settings, health, metrics, the embedded database. No business words. */
@NullMarked
package dev.adjudge.platform;

import org.jspecify.annotations.NullMarked;
