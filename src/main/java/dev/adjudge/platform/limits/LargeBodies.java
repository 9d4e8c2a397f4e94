package dev.adjudge.platform.limits;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of all larger bodies that are being sent: who sends many at once, or none to its end, takes none that others need. */
final class LargeBodies {

    private static final long MOST_HELD = 64 * 1024 * 1024;
    private static final long LONGEST_SENDING_MILLIS = 20_000;

    private final AtomicLong held = new AtomicLong();

    /** One that is being sent. */
    final class Share {

        private final RoutingContext call;
        private final long alarm;
        private long bytes;
        private boolean refused;

        private Share(RoutingContext call) {
            this.call = call;
            alarm = call.vertx().setTimer(LONGEST_SENDING_MILLIS, late -> call.request()
                    .connection()
                    .close());
            call.addEndHandler(ended -> end());
        }

        /** Whether so many more fit in. */
        boolean takes(int more) {
            if (!refused && held.addAndGet(more) > MOST_HELD) {
                held.addAndGet(-more);
                refused = true;
            } else if (!refused) {
                bytes += more;
            }
            return !refused;
        }

        /** Whether all of it is here, now that it was sent. */
        boolean isWhole() {
            call.vertx().cancelTimer(alarm);
            return !refused;
        }

        private void end() {
            call.vertx().cancelTimer(alarm);
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share begin(RoutingContext call) {
        return new Share(call);
    }
}
