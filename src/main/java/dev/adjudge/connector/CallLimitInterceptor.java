package dev.adjudge.connector;

import dev.adjudge.platform.calls.CallLimits;
import dev.adjudge.platform.calls.CallNotMade;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;

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
        String limit = call.getInterceptorBinding(CallLimited.class).value();
        try {
            Pulling.now().ifPresent(pull -> pull.shares().forEach(share -> limits.take(limit + share)));
            limits.take(limit);
        } catch (CallNotMade e) {
            Duration turn = e.turn().orElse(null);
            throw turn == null
                    ? new PlatformFailure.Unavailable(String.valueOf(e.getMessage()))
                    : new PlatformFailure.Busy(String.valueOf(e.getMessage()), turn);
        }
        return call.proceed();
    }
}
