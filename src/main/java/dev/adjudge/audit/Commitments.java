package dev.adjudge.audit;

import dev.adjudge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The texts of persons that one entry has only as salted hashes. */
final class Commitments {

    static final int SALT_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Commitment> all = new ArrayList<>();

    /**
     * A text and its salted hash.
     *
     * @param hash {@code sha256:} of the salt's bytes and the text in UTF-8
     * @param salt in hexadecimal
     */
    record Commitment(String hash, String salt, PersonalText text) {

        static Commitment to(PersonalText text) {
            byte[] salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return new Commitment(
                    "sha256:" + HexFormat.of().formatHex(hash(salt, text.text())),
                    HexFormat.of().formatHex(salt),
                    text);
        }

        private static byte[] hash(byte[] salt, String text) {
            MessageDigest digest = Sha256.start();
            digest.update(salt);
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Answers the hash. */
    String add(PersonalText text) {
        Commitment commitment = Commitment.to(text);
        all.add(commitment);
        return commitment.hash();
    }

    List<Commitment> all() {
        return List.copyOf(all);
    }
}
