/** How text becomes facts and drafts: classification, replies, copy; OpenAI-compatible or local. */
@NullMarked
package dev.adjudge.ai;

import org.jspecify.annotations.NullMarked;
