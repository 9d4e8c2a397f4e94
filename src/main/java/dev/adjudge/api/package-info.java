/** JSON over HTTP: translate, call, translate. */
@NullMarked
package dev.adjudge.api;

import org.jspecify.annotations.NullMarked;
