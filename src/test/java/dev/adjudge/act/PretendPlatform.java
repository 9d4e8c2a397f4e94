package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A platform that fails as a test wants it to; a campaign's id says how. It counts what is done to each campaign. */
@Singleton
public class PretendPlatform implements ActionHandler {

    static final String NAME = "pretend";

    private final Map<String, Object> live = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> keptBack = ConcurrentHashMap.newKeySet();
    private final Set<String> mended = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();

    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> changing = new ConcurrentHashMap<>();
    private final Map<String, Integer> mostAtOnce = new ConcurrentHashMap<>();

    static Subject campaign(String id) {
        return Subject.campaign(NAME, "1", id);
    }

    /** From now on it works as it should. */
    void mend(String campaign) {
        mended.add(campaign);
        broken.remove(campaign);
        keptBack.remove(campaign);
    }

    /** From now on it is down. */
    void breakDown(String campaign) {
        broken.add(campaign);
    }

    /** From now on no call may be made to it. */
    void keepBack(String campaign) {
        keptBack.add(campaign);
    }

    /** Somebody sets something on the platform itself. */
    void byHand(Subject subject, Object value) {
        live.put(subject.id(), value);
    }

    Object live(Subject subject) {
        return live.getOrDefault(subject.id(), "active");
    }

    /** When a change of it was last begun, by {@link System#nanoTime}; 0 when none was. */
    long begun(Subject subject) {
        return begun.getOrDefault(subject.id(), 0L);
    }

    /** How many changes of it were ever under way at the same time. */
    int mostAtOnce(Subject subject) {
        return mostAtOnce.getOrDefault(subject.id(), 0);
    }

    int effects(Subject subject) {
        return effects.getOrDefault(subject.id(), new AtomicInteger()).get();
    }

    @Override
    public boolean handles(String platform, String kind) {
        return platform.equals(NAME) && !kind.equals("notify");
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) {
        if (subject.id().startsWith("slow")) {
            LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
        }
        return Optional.of(live(subject));
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        AtomicInteger atOnce = changing.computeIfAbsent(subject.id(), id -> new AtomicInteger());
        mostAtOnce.merge(subject.id(), atOnce.incrementAndGet(), Math::max);
        try {
            return change(subject, action);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private Effect change(Subject subject, Action action) throws ActionFailed {
        if (keptBack.contains(subject.id())) {
            throw ActionFailed.Temporary.keptBack("the calls are used up", Duration.ofMillis(200), null);
        }
        begun.put(subject.id(), System.nanoTime());
        if (subject.id().startsWith("slow")) {
            LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
        }
        int before =
                effects.computeIfAbsent(subject.id(), id -> new AtomicInteger()).getAndIncrement();
        boolean mended = this.mended.contains(subject.id());
        if (broken.contains(subject.id())
                || !mended && subject.id().startsWith("always-down")
                || subject.id().startsWith("down-once") && before == 0) {
            throw new ActionFailed.Temporary("pretend is down", null, null);
        }
        if (subject.id().startsWith("busy-at-first") && before < 7) {
            throw new ActionFailed.Temporary("pretend wants to be left alone", Duration.ofMillis(20), null);
        }
        if (subject.id().startsWith("unheard-then-busy") && before == 0) {
            live.put(subject.id(), action.after());
            throw new ActionFailed.Temporary("no answer, and then busy", Duration.ofMillis(20), null);
        }
        if (subject.id().startsWith("refusing")) {
            throw new ActionFailed.Permanent("pretend refused: no permission", null);
        }
        live.put(subject.id(), action.after());
        return new Effect("pretend", "ok");
    }
}
