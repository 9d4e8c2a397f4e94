package dev.adjudge.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keys for AES-256-GCM, one of which, the primary, seals; the others open what they sealed earlier. */
final class KeySet {

    private static final byte[] NOTHING = {};

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle keys;
    private final Aead aead;

    private KeySet(KeysetHandle keys) throws GeneralSecurityException {
        this.keys = keys;
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    static KeySet generate() throws GeneralSecurityException {
        return new KeySet(
                KeysetHandle.newBuilder().addEntry(newKey().makePrimary()).build());
    }

    /**
     * Reads one in Tink's JSON, as its own tool {@code tinkey} writes it too.
     *
     * @param kms what it is encrypted with; null when it is not
     * @throws GeneralSecurityException when it is none, or has other keys than for AES-256-GCM
     */
    static KeySet parse(String json, @Nullable Aead kms) throws GeneralSecurityException {
        KeysetHandle keys = kms == null
                ? TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                : TinkJsonProtoKeysetFormat.parseEncryptedKeyset(json, kms, NOTHING);
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.getAt(i).getKey().getParameters().equals(PredefinedAeadParameters.AES256_GCM)) {
                throw new GeneralSecurityException(
                        "key " + name(keys.getAt(i).getId())
                                + " in it is not for AES-256-GCM with Tink's prefix; make the key set with the template AES256_GCM");
            }
        }
        return new KeySet(keys);
    }

    String toJson(@Nullable Aead kms) throws GeneralSecurityException {
        return kms == null
                ? TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())
                : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(keys, kms, NOTHING);
    }

    /** With one more key, that does not seal yet: services that share the set learn it first. */
    KeySet withNewKey() throws GeneralSecurityException {
        return new KeySet(KeysetHandle.newBuilder(keys).addEntry(newKey()).build());
    }

    /** With its latest key as the primary. */
    KeySet withLatestPrimary() throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        builder.getAt(builder.size() - 1).makePrimary();
        return new KeySet(builder.build());
    }

    Aead aead() {
        return aead;
    }

    String primary() {
        return name(keys.getPrimary().getId());
    }

    boolean has(String key) {
        return IntStream.range(0, keys.size())
                .mapToObj(keys::getAt)
                .anyMatch(entry -> name(entry.getId()).equals(key) && entry.getStatus() == KeyStatus.ENABLED);
    }

    private static String name(int id) {
        return HexFormat.of().toHexDigits(id);
    }

    private static KeysetHandle.Builder.Entry newKey() {
        return KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId();
    }
}
