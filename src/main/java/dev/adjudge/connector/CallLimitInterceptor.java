package dev.adjudge.connector;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Behind the retries, so that each try counts. */
@CallLimited("")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_AFTER + 100)
class CallLimitInterceptor {

    private final CallLimits limits;

    CallLimitInterceptor(CallLimits limits) {
        this.limits = limits;
    }

    @AroundInvoke
    Object take(InvocationContext call) throws Exception {
        limits.take(call.getInterceptorBinding(CallLimited.class).value());
        return call.proceed();
    }
}
