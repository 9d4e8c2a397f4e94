package dev.adjudge.connector.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Who is told by mail. The server that sends it is set in {@code quarkus.mailer}. */
@ConfigMapping(prefix = "adjudge.connector.mail")
interface MailSettings {

    @WithDefault("adjudge@localhost")
    List<String> to();
}
