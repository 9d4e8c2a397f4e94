package dev.adjudge.connector.mail;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Message;
import dev.adjudge.act.MessageChannel;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Sends messages as plain text. */
@Singleton
class MailChannel implements MessageChannel {

    private static final String NAME = "email";

    private final Mailer mailer;
    private final MailSettings settings;

    MailChannel(Mailer mailer, MailSettings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Who opens their mail tomorrow needn't read of yesterday's acknowledgements. */
    @Override
    public boolean tells(Message.Event event) {
        return event != Message.Event.ACKNOWLEDGED;
    }

    @Override
    public void send(Message message) throws ActionFailed {
        Mail mail = new Mail().setTo(settings.to()).setSubject(subject(message)).setText(text(message));
        try {
            mailer.send(mail);
        } catch (RuntimeException e) {
            throw new ActionFailed.Temporary("the mail server did not take it: " + e.getMessage(), null, e);
        }
    }

    private static String subject(Message message) {
        return ("[" + message.level().word() + "] " + message.title()).replaceAll("\\p{Cntrl}", " ");
    }

    private static String text(Message message) {
        return message.lines().stream()
                        .map(line -> line.text() + "\n  " + line.link())
                        .collect(Collectors.joining("\n\n"))
                + (message.more() > 0 ? "\n\n… and " + message.more() + " more" : "")
                + "\n\nRaised " + message.at() + ". Acknowledge it with POST " + message.link() + "/acknowledge\n";
    }
}
