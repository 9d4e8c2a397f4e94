/** Meta Marketing API: insights in, campaign changes out. */
@NullMarked
package dev.adjudge.connector.meta;

import org.jspecify.annotations.NullMarked;
