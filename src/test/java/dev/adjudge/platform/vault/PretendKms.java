package dev.adjudge.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.security.GeneralSecurityException;

/** A key management service for tests: each URI is a key of its own. */
public final class PretendKms implements KmsClient {

    private static final java.util.Map<String, Aead> KEYS = new java.util.concurrent.ConcurrentHashMap<>();

    @Override
    public boolean doesSupport(String keyUri) {
        return keyUri.startsWith("pretend-kms://");
    }

    @Override
    public KmsClient withCredentials(String credentialPath) {
        return this;
    }

    @Override
    public KmsClient withDefaultCredentials() {
        return this;
    }

    @Override
    public Aead getAead(String keyUri) {
        return KEYS.computeIfAbsent(keyUri, uri -> {
            try {
                return KeySet.generate().aead();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
