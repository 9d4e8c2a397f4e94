package dev.adjudge.platform.security;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** Who gets in, and for how long. */
@ConfigMapping(prefix = "adjudge.security")
interface SecuritySettings {

    /** A key with the role admin, for installations that no person sets up; 16 characters at least. */
    Optional<String> bootstrapApiKey();

    /** How long what is known of a key or a session may be remembered: another replica's revocation holds after that. */
    Duration rememberedFor();

    /** How many calls a minute of one address may be refused (401, 403) before it is not listened to; each replica counts by itself. */
    int refusedPerMinute();

    Session session();

    /** How long an address for choosing a password is good. */
    Duration signInAddress();

    /** Of people who signed in by the form. */
    interface Session {

        /** Without a request for so long, a session ends. */
        Duration idle();

        /** However busy, a session ends after so long. */
        Duration longest();
    }
}
