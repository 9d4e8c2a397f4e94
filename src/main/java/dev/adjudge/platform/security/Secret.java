package dev.adjudge.platform.security;

import dev.adjudge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Something only its holder knows, drawn by chance: 256 bits, so that its hash needs no salt and no slowness. */
final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secret() {}

    static String draw() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String secret) {
        return Sha256.start().digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
