package dev.adjudge.rules;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test shows these rules staying silent where they nearly spoke; it fails when one of them did. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Spares {
    String[] value();
}
