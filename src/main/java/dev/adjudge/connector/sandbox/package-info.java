/** A simulation of the ad platforms, spoken to over HTTP as they are. */
@NullMarked
package dev.adjudge.connector.sandbox;

import org.jspecify.annotations.NullMarked;
