package dev.adjudge.run.moderation;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sha256;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people note about an item for each other; it may be personal, and rests sealed. */
@ApplicationScoped
public class ItemNotes {

    private static final int TAG_LENGTH = 23;

    private final OpenItems open;
    private final Closing closing;
    private final DataSource database;

    ItemNotes(OpenItems open, Closing closing, DataSource database) {
        this.open = open;
        this.closing = closing;
        this.database = database;
    }

    /**
     * Replaces the note.
     *
     * @param note null to take it away
     * @param tag of the note that this replaces
     * @throws Problem 412 when it is another by now
     */
    public void write(UUID id, @Nullable String note, @Nullable String tag, Person person) {
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "noting something about an item", sql -> {
                    StoredItem item = open.lock(sql, id)
                            .filter(found -> found.erasedAt() == null)
                            .orElseThrow(() -> Problem.unknown("There is no item " + id + ", or it was erased"));
                    if (!tag(item.note()).equals(tag)) {
                        throw Problem.stale((tag == null ? "If-Match is missing" : "If-Match is \"" + tag + "\"")
                                + "; the note is at \"" + tag(item.note())
                                + "\". GET it, and send its ETag as If-Match");
                    }
                    open.note(sql, id, note);
                    closing.tell(item, person, "item.noted", Map.of("there", note != null), Said.NOTHING);
                    return Boolean.TRUE;
                }));
    }

    /** Names a note as it is. */
    public static String tag(@Nullable String note) {
        return note == null ? "none" : Sha256.of(note).substring(0, TAG_LENGTH).replace(':', '-');
    }
}
