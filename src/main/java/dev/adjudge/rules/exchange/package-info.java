/** Releases as files that other programs edit: zip files of rules, spreadsheets of decision tables. */
@NullMarked
package dev.adjudge.rules.exchange;

import org.jspecify.annotations.NullMarked;
