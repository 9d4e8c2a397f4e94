/** The systems outside, one subpackage each; here is what their connectors have in common. */
@NullMarked
package dev.adjudge.connector;

import org.jspecify.annotations.NullMarked;
