package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.ActionHandler;
import dev.adjudge.connector.Answers;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Hides, deletes and answers comments on Facebook and Instagram, and answers messages there. An answer is looked for before it is
 * written, so that none is written twice.
 */
@Singleton
class MetaItemActions implements ActionHandler {

    private static final Set<String> PLATFORMS =
            Set.of(MetaNetwork.FACEBOOK.platform(), MetaNetwork.INSTAGRAM.platform());
    private static final Set<String> KINDS = Set.of("hide", "unhide", "delete", "reply", "delete_reply");

    private final MetaProfiles profiles;
    private final MetaComments comments;
    private final MetaInbox inbox;

    MetaItemActions(MetaProfiles profiles, MetaComments comments, MetaInbox inbox) {
        this.profiles = profiles;
        this.comments = comments;
        this.inbox = inbox;
    }

    @Override
    public boolean handles(String platform, String kind) {
        return PLATFORMS.contains(platform) && KINDS.contains(kind);
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) throws ActionFailed {
        MetaProfile profile = profile(subject);
        if (action instanceof Action.Reply reply) {
            return answer(profile, subject, reply.text())
                    .orElseThrow(() -> gone(subject))
                    .map(id -> reply.text());
        }
        if (message(subject)) {
            throw new ActionFailed.Permanent(
                    subject.platform() + " can't " + action.kind().replace('_', ' ') + " the message " + subject.id()
                            + ": messages can only be answered",
                    null);
        }
        if (action instanceof Action.DeleteReply answer) {
            return Optional.of(there(profile, subject, answer).orElse(Action.DELETED));
        }
        Optional<Boolean> hidden = call(subject, () -> Answers.ifThere(() -> comments.hidden(profile, subject.id())));
        if (hidden.isEmpty()) {
            onlyOurs(profile, subject, "it can only be answered");
            if (!(action instanceof Action.Delete)) {
                throw gone(subject);
            }
        }
        return Optional.of(hidden.map(is -> is ? Action.HIDDEN : Action.VISIBLE).orElse(Action.DELETED));
    }

    /** A comment that is hidden can be deleted as well as one that is seen. */
    @Override
    public boolean same(Action action, Object live, Object wanted) {
        return ActionHandler.super.same(action, live, wanted)
                || action instanceof Action.Delete && !live.equals(Action.DELETED) && wanted.equals(action.before());
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        MetaProfile profile = profile(subject);
        String id = subject.id();
        if (action instanceof Action.Reply reply) {
            return reply(profile, subject, reply.text());
        }
        if (action instanceof Action.DeleteReply answer) {
            Optional<String> own = answer.id() != null
                    ? Optional.of(answer.id())
                    : answer(profile, subject, answer.before()).flatMap(one -> one);
            if (own.isPresent()) {
                delete(profile, subject, own.get());
            }
            return new Effect("DELETE /v25.0/" + own.orElse("(no answer)"), "success=true");
        }
        if (action instanceof Action.Delete) {
            delete(profile, subject, id);
            return new Effect("DELETE /v25.0/" + id, "success=true");
        }
        boolean hide = action instanceof Action.Hide;
        call(subject, () -> {
            comments.hide(profile, id, hide);
            return hide;
        });
        String parameter = profile.onFacebook() ? " is_hidden=" : " hide=";
        return new Effect("POST /v25.0/" + id + parameter + hide, "success=true");
    }

    /** The text is left out: it is in the action, from where it can be erased. */
    private Effect reply(MetaProfile profile, Subject subject, String text) throws ActionFailed {
        if (message(subject)) {
            String sent = call(subject, () -> inbox.send(profile, inbox.message(profile, subject.id()), text));
            return new Effect(
                    "POST /v25.0/" + profile.page() + "/messages " + text.length() + " characters",
                    "message_id=" + sent);
        }
        MetaComments.Answer answer = call(subject, () -> comments.answer(profile, subject.id(), text));
        return new Effect("POST /v25.0/" + answer.under() + " " + text.length() + " characters", "id=" + answer.id());
    }

    /** Who was quicker did the same. */
    private void delete(MetaProfile profile, Subject subject, String id) throws ActionFailed {
        call(
                subject,
                () -> Answers.ifThere(() -> {
                    comments.delete(profile, id);
                    return id;
                }));
    }

    /** The words of our answer, while it is there. */
    private Optional<String> there(MetaProfile profile, Subject subject, Action.DeleteReply answer)
            throws ActionFailed {
        String id = answer.id();
        Optional<String> words = id == null
                ? answer(profile, subject, answer.before()).flatMap(one -> one).map(one -> answer.before())
                : call(subject, () -> Answers.ifThere(() -> comments.text(profile, id)));
        if (words.isEmpty()) {
            onlyOurs(profile, subject, "an answer there is removed by whoever posted it, or by hand");
        }
        return words;
    }

    /** What can't be seen may be gone, or stand where we may not look. */
    private void onlyOurs(MetaProfile profile, Subject subject, String otherwise) throws ActionFailed {
        if (call(subject, () -> comments.elsewhere(profile, subject.id()))) {
            throw new ActionFailed.Permanent(
                    subject.platform() + " has " + subject.id() + " under a post of somebody else: " + otherwise, null);
        }
    }

    /** Our answer in these words, if there is one; nothing at all when what it would answer is gone. */
    private Optional<Optional<String>> answer(MetaProfile profile, Subject subject, String text) throws ActionFailed {
        return call(
                subject,
                () -> Answers.ifThere(() -> {
                    if (message(subject)) {
                        JsonNode message = inbox.message(profile, subject.id());
                        return inbox.answer(profile, message, text);
                    }
                    return comments.answered(profile, subject.id(), text);
                }));
    }

    /** Of a page that the token does not name Meta itself says whether it may be spoken for. */
    private MetaProfile profile(Subject subject) throws ActionFailed {
        return call(subject, () -> profiles.profile(subject.platform(), subject.account())
                .orElse(new MetaProfile(
                        MetaNetwork.of(subject.platform()), subject.account(), subject.account(), null)));
    }

    private static boolean message(Subject subject) {
        return !subject.id().matches("[0-9]+(_[0-9]+)?");
    }

    private static ActionFailed.Permanent gone(Subject subject) {
        return new ActionFailed.Permanent(
                subject.platform() + " has no " + subject.id()
                        + " any more: somebody deleted it, or the token may no longer see it. Nothing was sent",
                null);
    }

    private static <T> T call(Subject subject, Supplier<T> call) throws ActionFailed {
        return Answers.forAction(subject.platform(), call);
    }
}
