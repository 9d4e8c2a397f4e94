package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.meta.MetaGraph.Page;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One comment on Facebook or Instagram: what it is like, and our answers to it. Each has words of its own for the same. */
@Singleton
class MetaComments {

    static final String ANSWER_ON_FACEBOOK = "id,message,from";
    static final String ANSWER_ON_INSTAGRAM = "id,text,from";

    /** How Meta says that something has no such field, since it is no comment. */
    private static final String NO_COMMENT = "nonexisting field";

    private final MetaSocial social;
    private final MetaSettings settings;

    MetaComments(@RestClient MetaSocial social, MetaSettings settings) {
        this.social = social;
        this.settings = settings;
    }

    boolean hidden(MetaProfile on, String comment) {
        return on.onFacebook()
                ? social.node(on.token(), comment, "id,is_hidden")
                        .path("is_hidden")
                        .asBoolean()
                : social.node(on.token(), comment, "id,hidden").path("hidden").asBoolean();
    }

    String text(MetaProfile on, String comment) {
        String field = on.onFacebook() ? "message" : "text";
        return social.node(on.token(), comment, "id," + field).path(field).asText();
    }

    void hide(MetaProfile on, String comment, boolean hidden) {
        if (on.onFacebook()) {
            social.setHidden(on.token(), comment, hidden);
        } else {
            social.hide(on.token(), comment, hidden);
        }
    }

    void delete(MetaProfile on, String comment) {
        social.delete(on.token(), comment);
    }

    /** The id of the new comment. */
    String answer(MetaProfile on, String comment, String text) {
        return on.onFacebook()
                ? social.answer(on.token(), comment, text).id()
                : social.reply(on.token(), comment, text).id();
    }

    /** The comment with which we answered in these words. Answers to an answer stand beside it. */
    Optional<String> answered(MetaProfile on, String comment, String text) {
        String top = top(on, comment);
        String after = null;
        do {
            Page<JsonNode> page = answers(on, top, after);
            for (JsonNode one : page.data()) {
                String words = one.path(on.onFacebook() ? "message" : "text").asText();
                if (MetaItems.ours(on, one) && words.strip().equals(text.strip())) {
                    return Optional.of(one.path("id").asText());
                }
            }
            after = page.next();
        } while (after != null);
        return Optional.empty();
    }

    /** Where the answers to a comment stand: answers to an answer stand beside it. A post that names us has them as a comment has. */
    private String top(MetaProfile on, String comment) {
        try {
            JsonNode node = social.node(on.token(), comment, on.onFacebook() ? "id,parent" : "id,parent_id");
            String parent = (on.onFacebook() ? node.at("/parent/id") : node.path("parent_id")).asText();
            return parent.isEmpty() ? comment : parent;
        } catch (PlatformFailure.Refused e) {
            if (e instanceof PlatformFailure.Missing
                    || !String.valueOf(e.getMessage()).contains(NO_COMMENT)) {
                throw e;
            }
            if (!on.onFacebook()) {
                throw new PlatformFailure.Refused(
                        "a mention on Instagram can only be answered there: its API has us answer"
                                + " what stands under our own media");
            }
            return comment;
        }
    }

    private Page<JsonNode> answers(MetaProfile on, String comment, @Nullable String after) {
        int size = settings.socialPageSize();
        return on.onFacebook()
                ? social.comments(on.token(), comment, "toplevel", "chronological", ANSWER_ON_FACEBOOK, size, after)
                : social.replies(on.token(), comment, ANSWER_ON_INSTAGRAM, size, after);
    }
}
