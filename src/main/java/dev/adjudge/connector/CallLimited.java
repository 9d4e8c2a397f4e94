package dev.adjudge.connector;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A client of a platform that may be sent so many calls in a time, by all replicas together: {@code adjudge.calls} says how many. Pulls may
 * have a limit of their own besides, with {@code -pulls} behind its name, so that they leave some for actions, and so may pulls of days
 * of figures among them, with {@code -days}.
 */
@InterceptorBinding
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CallLimited {

    /** The limit's name in the settings. */
    @Nonbinding
    String value();
}
