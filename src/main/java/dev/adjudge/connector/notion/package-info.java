/** Approvals and the register of rules, mirrored in Notion. */
@NullMarked
package dev.adjudge.connector.notion;

import org.jspecify.annotations.NullMarked;
