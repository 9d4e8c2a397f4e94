/** How rules are released and run; the only package that knows Drools and DMN. */
@NullMarked
package dev.adjudge.rules;

import org.jspecify.annotations.NullMarked;
