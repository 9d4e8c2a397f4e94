package dev.adjudge.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who a key or a session belongs to, remembered for some seconds by its hash, so that a call needs no query. */
@ApplicationScoped
class Remembered {

    private static final int MOST = 10_000;

    private static final Duration SEEN_WITHIN = Duration.ofHours(1);

    private final Cache<Credential, SecurityIdentity> identities;
    private final Cache<Credential, Boolean> opened = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(SEEN_WITHIN)
            .build();
    private final AtomicLong forgotten = new AtomicLong();
    private final TransactionSynchronizationRegistry transactions;

    Remembered(SecuritySettings settings, TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
        identities = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(settings.rememberedFor())
                .build();
    }

    @Nullable SecurityIdentity of(Credential credential) {
        return identities.getIfPresent(credential);
    }

    /** Whether it opened something within the last hour, so that looking it up again is no guess. */
    boolean opened(Credential credential) {
        return opened.getIfPresent(credential) != null;
    }

    /** Looks it up, unless it is known. What is unknown is not remembered: guesses must not push out what is known. */
    Optional<SecurityIdentity> of(Credential credential, Function<byte[], Optional<SecurityIdentity>> look) {
        SecurityIdentity known = of(credential);
        if (known != null) {
            return Optional.of(known);
        }
        long before = forgotten.get();
        Optional<SecurityIdentity> found = look.apply(credential.hash());
        found.ifPresentOrElse(
                identity -> {
                    identities.put(credential, identity);
                    opened.put(credential, true);
                },
                () -> opened.invalidate(credential));
        if (forgotten.get() != before) {
            identities.invalidate(credential); // it may have been looked up before what was revoked meanwhile
        }
        return found;
    }

    private void invalidate() {
        forgotten.incrementAndGet();
        identities.invalidateAll();
    }

    /** At once, and again when the present transaction has ended: calls in the meantime still see what was before it. */
    void forgetAll() {
        invalidate();
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    invalidate();
                }
            });
        }
    }
}
