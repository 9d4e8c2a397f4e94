package dev.adjudge.audit;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.platform.vault.PersonalData;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Erases what a person outside wrote, wherever it is kept. */
@ApplicationScoped
public class Erasures {

    private final DataSource database;
    private final Vault vault;
    private final Instance<PersonalData> rooms;
    private final AuditLog log;

    Erasures(DataSource database, Vault vault, Instance<PersonalData> rooms, AuditLog log) {
        this.database = database;
        this.vault = vault;
        this.rooms = rooms;
        this.log = log;
    }

    /**
     * What was erased.
     *
     * @param person the keyed hash that stands for them in the log
     * @param erased how many of what
     */
    public record Erasure(String person, Map<String, Long> erased) {}

    /**
     * All of it in one transaction, with an entry that tells how much, but neither of whom nor what.
     *
     * @param reason why, without anything personal: it stays
     */
    public Erasure erase(Person person, String reason, Caller caller) {
        String name = vault.person(person);
        return Sql.inTransaction(database, connection -> {
            Map<String, Long> erased = new TreeMap<>();
            for (PersonalData room : rooms) {
                erased.merge(room.what(), room.erase(connection, name), Long::sum);
            }
            log.add(connection, Happening.of(caller, "person.erased", "person:" + name, null, erased, reason));
            return new Erasure(name, erased);
        });
    }
}
