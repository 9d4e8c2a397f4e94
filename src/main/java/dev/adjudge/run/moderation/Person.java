package dev.adjudge.run.moderation;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.security.Role;
import dev.adjudge.warehouse.StoredItem;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of ours who decides.
 *
 * @param roles by name
 */
public record Person(Caller caller, Set<String> roles) {

    String actor() {
        return caller.actor();
    }

    /** What they go by where something is put before somebody; null for admins, who may see to everything. */
    @Nullable Set<String> names() {
        return roles.contains(Role.ADMIN.word())
                ? null
                : Stream.concat(roles.stream(), Stream.of(actor())).collect(Collectors.toSet());
    }

    /**
     * What somebody else has taken is theirs to decide, unless an admin has to.
     *
     * @throws Problem 409
     */
    void refuseWhatIsLeased(StoredItem item, Instant now) {
        refuseWhatIsLeased(item, actor(), roles, now);
    }

    static void refuseWhatIsLeased(StoredItem item, String actor, Set<String> roles, Instant now) {
        if (item.open().isLost(actor, now)) {
            throw Problem.conflict(
                    "The author of item " + item.id() + " wrote another text while you had it; take it again (POST"
                            + " /api/moderation/queue/lease), or decide on what stands there now after "
                            + item.open().lostUntil());
        }
        if (item.open().isLeasedByAnother(actor, now) && !roles.contains(Role.ADMIN.word())) {
            throw Problem.conflict(item.open().leasedBy() + " has item " + item.id() + " until "
                    + item.open().leasedUntil() + "; take another one, or wait");
        }
    }
}
