package dev.adjudge.platform.vault;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals short texts for the database and opens them again, and names what must be found without being read. A sealed text is {@code
 * sealed:}, the key's name, and what Tink made of it.
 */
@Singleton
public class Vault implements SealedTable {

    static final String SEALED = "sealed:";

    private static final Logger log = Logger.getLogger(Vault.class);
    private static final Cell LOOKUP = new Cell("vault_keys", "sealed", "lookup");
    private static final int KEY_BYTES = 32;
    private static final int KEY_NAME = 8;

    private final KeySource source;
    private final DataSource database;
    private volatile @Nullable Open open;
    private volatile boolean tried;

    /** @param lookup the key of names; it stays when the key set changes */
    private record Open(KeySet keys, byte[] lookup) {}

    Vault(KeySource source, DataSource database) {
        this.source = source;
        this.database = database;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent started) {
        if (!isOpen()) {
            log.warn("No key set is configured for this database: whatever keeps texts of persons is refused."
                    + " Set adjudge.vault.key-set-file or adjudge.vault.key-set");
        }
    }

    /** Whether there is a key set. */
    public boolean isOpen() {
        return unlock().isPresent();
    }

    public String seal(Cell cell, String text) {
        return seal(keys(), cell, text);
    }

    /**
     * Opens what was sealed for this very cell.
     *
     * @throws SealBroken when it was changed or moved, or the key set lacks its key
     */
    public String open(Cell cell, String sealed) {
        return open(keys(), cell, sealed);
    }

    /** The same for the same value and purpose, and nothing else can be told from it: for columns that are looked up. */
    public String name(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(unlocked().lookup(), "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '\n');
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /** What a person is called wherever their own name must not stand. */
    public String person(Person person) {
        return person.platform() + ":" + name("person", person.platform() + "\n" + person.id());
    }

    /** What a text begins with that the primary key sealed. */
    String presentPrefix() {
        return SEALED + keys().primary() + ":";
    }

    @Override
    public String table() {
        return LOOKUP.table();
    }

    @Override
    public String key() {
        return "name";
    }

    @Override
    public List<String> columns() {
        return List.of(LOOKUP.column());
    }

    private KeySet keys() {
        return unlocked().keys();
    }

    private Open unlocked() {
        return unlock().orElseThrow(() -> Problem.conflict(
                "Texts of persons can't be kept or read here: no key set is configured. Set adjudge.vault.key-set-file"
                        + " or adjudge.vault.key-set, and start again"));
    }

    private Optional<Open> unlock() {
        if (!tried) {
            synchronized (this) {
                if (!tried) {
                    open = Sql.inTransaction(database, connection -> find(new Sql(connection)))
                            .orElse(null);
                    tried = true;
                }
            }
        }
        return Optional.ofNullable(open);
    }

    private Optional<Open> find(Sql sql) throws SQLException {
        sql.run("SELECT pg_advisory_xact_lock(hashtext('vault_keys'))");
        Optional<String> lookup =
                sql.find("SELECT sealed FROM vault_keys WHERE name = ?", row -> row.getString(1), LOOKUP.row());
        Optional<KeySet> there = source.read();
        if (there.isEmpty() && lookup.isPresent() && !source.place().equals("nowhere")) {
            throw new IllegalStateException("This database holds texts that were sealed with key " + keyOf(lookup.get())
                    + ", but the key set " + source.place() + " is not there; put it back");
        }
        Optional<KeySet> keys = there.isPresent() ? there : source.make();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        byte[] key = lookup.isPresent() ? lookupKey(keys.get(), lookup.get()) : newLookupKey(sql, keys.get());
        return Optional.of(new Open(keys.get(), key));
    }

    private byte[] lookupKey(KeySet keys, String sealed) {
        try {
            return Base64.getDecoder().decode(open(keys, LOOKUP, sealed));
        } catch (SealBroken e) {
            throw new IllegalStateException(
                    "The key set in " + source.place() + " is not this database's: " + e.getMessage()
                            + ". Start with the key set that it was used with",
                    e);
        }
    }

    private static byte[] newLookupKey(Sql sql, KeySet keys) throws SQLException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        sql.run(
                "INSERT INTO vault_keys (name, sealed) VALUES (?, ?)",
                LOOKUP.row(),
                seal(keys, LOOKUP, Base64.getEncoder().encodeToString(key)));
        return key;
    }

    private static String seal(KeySet keys, Cell cell, String text) {
        try {
            byte[] sealed = keys.aead().encrypt(text.getBytes(StandardCharsets.UTF_8), cell.associatedData());
            return SEALED + keys.primary() + ":" + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A text can't be sealed for " + cell, e);
        }
    }

    private static String open(KeySet keys, Cell cell, String sealed) {
        if (!sealed.startsWith(SEALED) || sealed.length() < SEALED.length() + KEY_NAME + 1) {
            throw new SealBroken("What stands in " + cell + " is not sealed");
        }
        if (!keys.has(keyOf(sealed))) {
            throw new SealBroken("What stands in " + cell + " was sealed with key " + keyOf(sealed)
                    + ", which the key set does not have");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed.substring(SEALED.length() + KEY_NAME + 1));
            return new String(keys.aead().decrypt(bytes, cell.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealBroken("What stands in " + cell + " was changed, or sealed for another place");
        }
    }

    private static String keyOf(String sealed) {
        return sealed.substring(SEALED.length(), SEALED.length() + KEY_NAME);
    }
}
