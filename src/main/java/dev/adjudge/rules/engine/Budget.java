package dev.adjudge.rules.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left for the evaluation on this thread. The interpreter neither looks at interrupts nor counts; it asks here
 * whenever it reads or binds a variable, calls a function or turns a loop.
 */
public final class Budget {

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS_BETWEEN_LOOKS = 8;

    private static final int MOST_COMPARED = 10_000;

    private final Allowance allowance;
    private final long began = System.nanoTime();
    private final long computedBefore = THREADS.getCurrentThreadCpuTime();
    private final long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    private int steps;
    private @Nullable Exhausted exhausted;

    private Budget(Allowance allowance) {
        this.allowance = allowance;
    }

    /** The budget of the evaluation on this thread; null when nothing limits it. */
    public static @Nullable Budget current() {
        return CURRENT.get();
    }

    /**
     * Does the work within the allowance.
     *
     * @throws Exhausted when it needs more, whatever the work made of it
     */
    public static <T extends @Nullable Object> T within(Allowance allowance, Supplier<T> work) {
        Budget budget = new Budget(allowance);
        Budget outer = CURRENT.get();
        CURRENT.set(budget);
        try {
            T result = work.get();
            if (budget.exhausted != null) {
                throw budget.exhausted;
            }
            return result;
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw exhausted(e);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Throws what the engine took for the failure of a formula, but was the machine's limit. */
    public static void rethrow(@Nullable Throwable swallowed) {
        for (Throwable cause = swallowed; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError limit) {
                throw exhausted(limit);
            }
        }
    }

    private static Exhausted exhausted(VirtualMachineError limit) {
        return new Exhausted(
                limit instanceof StackOverflowError
                        ? "it calls itself too deeply"
                        : "it takes more memory than there is");
    }

    /** One more step of the evaluation on this thread; cheap. */
    public static void spend() {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.step();
        }
    }

    /** The evaluation on this thread keeps this value. */
    public static void spend(@Nullable Object value) {
        Budget budget = CURRENT.get();
        if (budget != null) {
            budget.take(value);
        }
    }

    /** The evaluation on this thread is about to do what would take for ever. */
    public static void refuse(String why) {
        Budget budget = CURRENT.get();
        if (budget != null) {
            throw budget.exhaust(why);
        }
    }

    void step() {
        if (exhausted != null) {
            throw exhausted;
        }
        if ((++steps & (STEPS_BETWEEN_LOOKS - 1)) == 0) {
            look();
        }
    }

    /** A step that may have been a long one. */
    public void look() {
        // A clock on the wall is cheap to read, but a busy machine makes everything late: the processor's time decides.
        long most = allowance.time().toNanos();
        if (System.nanoTime() - began > most && THREADS.getCurrentThreadCpuTime() - computedBefore > most) {
            throw exhaust("it takes more than " + allowance.time().toMillis() + " ms of computing");
        }
        if (THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore > allowance.memory()) {
            throw exhaust("it takes more than " + allowance.memory() / 1_000_000 + " MB of memory");
        }
    }

    /** A value was computed, or is about to be used. */
    public void take(@Nullable Object value) {
        step();
        if (value instanceof CharSequence
                || value instanceof BigDecimal
                || value instanceof Collection
                || value instanceof Map) {
            String excess = new Weight(allowance).excess(value);
            if (excess != null) {
                throw exhaust(excess);
            }
        }
    }

    /** A function is about to compare each of so many values with each. */
    void compareEach(int values) {
        if (values > MOST_COMPARED) {
            throw exhaust(
                    "it compares each of " + values + " values with each other, at most " + MOST_COMPARED + " can be");
        }
    }

    private Exhausted exhaust(String why) {
        exhausted = new Exhausted(why);
        return exhausted;
    }
}
