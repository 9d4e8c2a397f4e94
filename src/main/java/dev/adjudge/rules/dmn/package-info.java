/** DMN models as calls: JSON in by a model's types, decisions out, for models of releases and for models that are sent. */
@NullMarked
package dev.adjudge.rules.dmn;

import org.jspecify.annotations.NullMarked;
