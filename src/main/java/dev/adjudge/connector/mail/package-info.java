/** People told by mail. */
@NullMarked
package dev.adjudge.connector.mail;

import org.jspecify.annotations.NullMarked;
