package dev.adjudge.platform.security;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as Argon2id hashes. 19 MiB, two passes, one lane: what the OWASP Password Storage Cheat Sheet recommends; length
 * limits as in NIST SP 800-63B, which asks for no mixture of characters.
 */
final class Passwords {

    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;

    /** Each hash takes memory and a processor: a few at a time, however many ask. */
    private static final Semaphore TURNS = new Semaphore(4);

    /** Of a password that nobody has: an unknown user takes as long as a wrong password. */
    private static final String NOBODYS = slow(Secret.draw());

    private Passwords() {}

    /** @throws Problem when the password is too short or too long */
    static String hash(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            String detail = "A password has " + SHORTEST + " to " + LONGEST + " characters, this one " + length;
            throw Problem.wrong(detail, new FieldError("/password", detail));
        }
        return slow(password);
    }

    /** @param hash null for a user who has none */
    static boolean matches(String password, @Nullable String hash) {
        boolean same = password.length() <= LONGEST * 2
                && inTurn(() ->
                        Password.check(password, hash == null ? NOBODYS : hash).with(ARGON2ID));
        return same && hash != null;
    }

    private static String slow(String password) {
        return inTurn(
                () -> Password.hash(password).addRandomSalt().with(ARGON2ID).getResult());
    }

    private static <T> T inTurn(Supplier<T> work) {
        TURNS.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            TURNS.release();
        }
    }
}
