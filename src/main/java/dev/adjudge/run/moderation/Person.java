package dev.adjudge.run.moderation;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.security.Role;
import dev.adjudge.warehouse.StoredItem;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody of ours who decides.
 *
 * @param roles by name
 */
public record Person(Caller caller, Set<String> roles) {

    String actor() {
        return caller.actor();
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
        if (item.open().isLeasedByAnother(actor, now) && !roles.contains(Role.ADMIN.word())) {
            throw Problem.conflict(item.open().leasedBy() + " has item " + item.id() + " until "
                    + item.open().leasedUntil() + "; take another one, or wait");
        }
    }
}
