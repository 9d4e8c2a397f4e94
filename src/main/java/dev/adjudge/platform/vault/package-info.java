/** Short texts at rest, sealed with AES-256-GCM: what they are sealed with, and how that changes. */
@NullMarked
package dev.adjudge.platform.vault;

import org.jspecify.annotations.NullMarked;
