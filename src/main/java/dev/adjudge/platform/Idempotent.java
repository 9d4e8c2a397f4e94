package dev.adjudge.platform;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that honours {@code Idempotency-Key}: the same key and body give the stored answer for 24 hours, another body
 * 422, a request still under way 409. Only what was done is stored: a request that was refused or failed changed nothing,
 * and leaves its key free for the corrected one.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {}
