/** Comments, mentions and messages on their way from a webhook to a verdict, and back from the person who decides. */
@NullMarked
package dev.adjudge.run.moderation;

import org.jspecify.annotations.NullMarked;
