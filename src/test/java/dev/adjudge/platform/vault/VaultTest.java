package dev.adjudge.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.adjudge.platform.FreshDatabase;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts are sealed for their cell, open with their key set only, and outlive a change of keys. */
@QuarkusTest
class VaultTest {

    private static final Cell CELL = new Cell("letters", "body", "1");
    private static final String KMS = "pretend-kms://key/";

    @Inject
    Instance<SealedTable> tables;

    @Inject
    ManagedExecutor executor;

    private Path folder;
    private FreshDatabase database;

    @BeforeEach
    void a_database_with_letters(@TempDir Path temporary) {
        folder = temporary;
        database = new FreshDatabase();
        database.run("CREATE TABLE letters (id text PRIMARY KEY, body text, sender text)");
    }

    @AfterEach
    void and_the_database_goes() {
        database.close();
    }

    @Test
    void what_is_sealed_opens_and_shows_nothing() {
        Vault vault = ownVault();

        String sealed = vault.seal(CELL, "Dear Ms Łukasik");

        assertThat(sealed).startsWith("sealed:").doesNotContain("Dear");
        assertThat(vault.open(CELL, sealed)).isEqualTo("Dear Ms Łukasik");
        assertThat(vault.seal(CELL, "Dear Ms Łukasik")).isNotEqualTo(sealed);
    }

    @Test
    void a_text_moved_to_another_row_column_or_table_does_not_open() {
        Vault vault = ownVault();
        String sealed = vault.seal(CELL, "hello");

        for (Cell other : List.of(
                new Cell("letters", "body", "2"), new Cell("letters", "sender", "1"), new Cell("cards", "body", "1"))) {
            assertThatThrownBy(() -> vault.open(other, sealed))
                    .isInstanceOf(SealBroken.class)
                    .hasMessageContaining("changed, or sealed for another place");
        }
    }

    @Test
    void a_text_that_was_changed_or_never_sealed_does_not_open() {
        Vault vault = ownVault();
        String sealed = vault.seal(CELL, "hello");
        char last = sealed.charAt(sealed.length() - 5);

        assertThatThrownBy(() -> vault.open(
                        CELL,
                        sealed.substring(0, sealed.length() - 5)
                                + (last == 'A' ? 'B' : 'A')
                                + sealed.substring(sealed.length() - 4)))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> vault.open(CELL, "hello")).hasMessageContaining("is not sealed");
    }

    @Test
    void the_first_start_makes_a_key_set_that_only_its_owner_reads() throws Exception {
        Path file = folder.resolve("own.json");
        String sealed = vault(settings().ownFile(file)).seal(CELL, "hello");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(vault(settings().ownFile(file)).open(CELL, sealed)).isEqualTo("hello");
    }

    @Test
    void the_service_itself_has_made_its_own() {
        assertThat(new java.io.File(System.getProperty("adjudge.database.embedded-folder"), "key-set.json"))
                .isFile();
    }

    @Test
    void a_key_set_may_come_from_a_variable() throws Exception {
        String json = KeySet.generate().toJson(null);

        String sealed = vault(settings().keySet(json)).seal(CELL, "hello");

        assertThat(vault(settings().keySet(json)).open(CELL, sealed)).isEqualTo("hello");
    }

    @Test
    void another_key_set_than_the_databases_stops_the_start() throws Exception {
        vault(settings().keySetFile(created("first.json"))).seal(CELL, "hello");

        assertThatThrownBy(() ->
                        vault(settings().keySetFile(created("second.json"))).atStart(started()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("second.json is not this database's")
                .hasMessageContaining("which the key set does not have");
    }

    @Test
    void a_key_set_that_is_lost_is_not_replaced() {
        Path file = folder.resolve("own.json");
        vault(settings().ownFile(file)).seal(CELL, "hello");

        assertThat(file.toFile().delete()).isTrue();

        assertThatThrownBy(() -> vault(settings().ownFile(file)).atStart(started()))
                .hasMessageContaining("own.json is not there; put it back");
        assertThat(file).doesNotExist();
    }

    @Test
    void bad_settings_stop_the_start_and_say_what_is_wrong() throws Exception {
        Path file = created("keys.json");
        Path torn = Files.writeString(folder.resolve("torn.json"), "{\"primaryKeyId\":1,\"key\":[{");
        String short128 = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM), InsecureSecretKeyAccess.get());

        refuses(settings().keySetFile(file).keySet("{}"), "are both set");
        refuses(settings().keySetFile(folder.resolve("none.json")), "none.json, which is not there");
        refuses(settings().keySetFile(torn), "torn.json can't be used. It must be an unencrypted key set");
        refuses(settings().keySet(short128), "is not for AES-256-GCM");
        refuses(settings().keySetFile(file).kmsUri(KMS + 1), "encrypted with " + KMS + 1);
        refuses(settings().keySetFile(file).kmsUri("nobodys-kms://key/1"), "for which there is no client");
    }

    @Test
    void a_bad_key_set_is_not_quoted() throws Exception {
        String json = KeySet.generate().toJson(null);

        assertThatThrownBy(() -> vault(settings().keySet(json.replace("\"key\"", "\"kex\"")))
                        .atStart(started()))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("typeUrl", "value"))
                .hasNoCause();
    }

    @Test
    void a_key_set_encrypted_by_a_kms_opens_with_that_key_of_it_only() throws Exception {
        Path file = folder.resolve("wrapped.json");
        KeySetCommand.run("create", file, KMS + 1);

        String sealed = vault(settings().keySetFile(file).kmsUri(KMS + 1)).seal(CELL, "hello");

        assertThat(Files.readString(file)).contains("encryptedKeyset");
        assertThat(vault(settings().keySetFile(file).kmsUri(KMS + 1)).open(CELL, sealed))
                .isEqualTo("hello");
        refuses(settings().keySetFile(file).kmsUri(KMS + 2), "encrypted with " + KMS + 2);
        refuses(settings().keySetFile(file), "set adjudge.vault.kms-uri");
    }

    @Test
    void without_any_key_set_it_starts_and_refuses_to_keep_texts() {
        Vault vault = vault(settings());

        vault.atStart(started());

        assertThat(vault.isOpen()).isFalse();
        assertThatThrownBy(() -> vault.seal(CELL, "hello"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Set adjudge.vault.key-set-file");
    }

    @Test
    void names_are_the_same_for_the_same_and_survive_new_keys() throws Exception {
        Path file = created("keys.json");
        Vault vault = vault(settings().keySetFile(file));
        String name = vault.person(new Person("facebook", "4711"));

        KeySetCommand.run("rotate", file, null);
        Vault next = vault(settings().keySetFile(file));
        resealing(next).reseal(next);

        assertThat(name).startsWith("facebook:").doesNotContain("4711").hasSize("facebook:".length() + 64);
        assertThat(next.person(new Person("facebook", "4711"))).isEqualTo(name);
        assertThat(next.person(new Person("instagram", "4711"))).doesNotContain(name.substring(9));
        assertThat(ownVault(new FreshDatabase()).person(new Person("facebook", "4711")))
                .isNotEqualTo(name);
    }

    @Test
    void a_new_primary_key_seals_what_comes_and_what_was_there_and_the_old_one_can_go() throws Exception {
        Path file = created("keys.json");
        Vault before = vault(settings().keySetFile(file));
        for (int i = 1; i <= 1_100; i++) {
            write(before, String.valueOf(i), "letter " + i, i % 2 == 0 ? null : "sender " + i);
        }
        String old = before.presentPrefix();

        KeySetCommand.run("add", file, null);
        assertThat(vault(settings().keySetFile(file)).presentPrefix()).isEqualTo(old);
        KeySetCommand.run("promote", file, null);
        Vault after = vault(settings().keySetFile(file));
        assertThat(after.presentPrefix()).isNotEqualTo(old);
        assertThat(after.open(CELL, read("body", "1"))).isEqualTo("letter 1");
        assertThat(resealing(after).reseal(LETTERS)).isEqualTo(1_100);
        assertThat(resealing(after).reseal(after)).isEqualTo(1);

        assertThat(count("SELECT count(*) FROM letters WHERE starts_with(body, '" + old + "') OR starts_with(sender, '"
                        + old + "')"))
                .isZero();
        assertThat(resealing(after).reseal(LETTERS)).isZero();
        Vault without = vault(settings().keySet(withoutFirstKey(Files.readString(file))));
        assertThat(without.open(new Cell("letters", "sender", "999"), read("sender", "999")))
                .isEqualTo("sender 999");
        assertThat(without.open(new Cell("letters", "body", "1000"), read("body", "1000")))
                .isEqualTo("letter 1000");
    }

    @Test
    void what_stands_there_in_plain_is_sealed_and_what_is_broken_stays_as_it_is() {
        Vault vault = ownVault();
        write(vault, "1", "hello", null);
        database.run("INSERT INTO letters VALUES ('2', 'plain', 'sender'), ('3', 'sealed:00000000:AAAA', NULL)");

        assertThat(resealing(vault).reseal(LETTERS)).isEqualTo(1);

        assertThat(vault.open(new Cell("letters", "body", "2"), read("body", "2")))
                .isEqualTo("plain");
        assertThat(vault.open(new Cell("letters", "sender", "2"), read("sender", "2")))
                .isEqualTo("sender");
        assertThat(read("body", "3")).isEqualTo("sealed:00000000:AAAA");
    }

    @Test
    void a_key_set_that_is_there_is_not_overwritten() throws Exception {
        Path file = created("keys.json");

        assertThatThrownBy(() -> KeySetCommand.run("create", file, null)).hasMessageContaining("is there already");
        assertThatThrownBy(() -> KeySetCommand.run("burn", file, null)).hasMessageContaining("There is no burn");
    }

    private static final SealedTable LETTERS = new SealedTable() {
        @Override
        public String table() {
            return "letters";
        }

        @Override
        public String key() {
            return "id";
        }

        @Override
        public List<String> columns() {
            return List.of("body", "sender");
        }
    };

    private static String withoutFirstKey(String json) throws Exception {
        KeysetHandle.Builder keys =
                KeysetHandle.newBuilder(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
        return TinkJsonProtoKeysetFormat.serializeKeyset(keys.deleteAt(0).build(), InsecureSecretKeyAccess.get());
    }

    private void write(Vault vault, String id, String body, @Nullable String sender) {
        Sql.change(database.source(), connection -> new Sql(connection)
                .run(
                        "INSERT INTO letters VALUES (?, ?, ?)",
                        id,
                        vault.seal(new Cell("letters", "body", id), body),
                        sender == null ? null : vault.seal(new Cell("letters", "sender", id), sender)));
    }

    private String read(String column, String id) {
        return Sql.using(
                        database.source(),
                        "testing",
                        sql -> sql.find("SELECT " + column + " FROM letters WHERE id = ?", row -> row.getString(1), id))
                .orElseThrow();
    }

    private long count(String statement) {
        return Sql.using(database.source(), "testing", sql -> sql.count(statement));
    }

    private void refuses(Settings settings, String why) {
        assertThatThrownBy(() -> vault(settings).atStart(started()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private Path created(String name) throws Exception {
        Path file = folder.resolve(name);
        KeySetCommand.run("create", file, null);
        return file;
    }

    private Vault ownVault() {
        return ownVault(database);
    }

    private Vault ownVault(FreshDatabase where) {
        return new Vault(new KeySource(settings().ownFile(folder.resolve(where.hashCode() + ".json"))), where.source());
    }

    private Vault vault(Settings settings) {
        return new Vault(new KeySource(settings), database.source());
    }

    private Resealing resealing(Vault vault) {
        return new Resealing(database.source(), vault, tables, executor);
    }

    private static io.quarkus.runtime.StartupEvent started() {
        return new io.quarkus.runtime.StartupEvent();
    }

    private static Settings settings() {
        return new Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private record Settings(
            Optional<Path> keySetFile, Optional<String> keySet, Optional<String> kmsUri, Optional<Path> ownFile)
            implements VaultSettings {

        Settings keySetFile(Path file) {
            return new Settings(Optional.of(file), keySet, kmsUri, ownFile);
        }

        Settings keySet(String json) {
            return new Settings(keySetFile, Optional.of(json), kmsUri, ownFile);
        }

        Settings kmsUri(String uri) {
            return new Settings(keySetFile, keySet, Optional.of(uri), ownFile);
        }

        Settings ownFile(Path file) {
            return new Settings(keySetFile, keySet, kmsUri, Optional.of(file));
        }
    }
}
