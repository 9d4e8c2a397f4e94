package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.meta.MetaGraph.Page;
import dev.adjudge.connector.meta.MetaMentions.Mention;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** One comment on Facebook or Instagram: what it is like, and our answers to it. Each has words of its own for the same. */
@Singleton
class MetaComments {

    /** How Meta says that something has no such field, since it is no comment. */
    private static final String NO_COMMENT = "nonexisting field";

    private final MetaSocial social;
    private final MetaMentions mentions;
    private final MetaSettings settings;

    MetaComments(@RestClient MetaSocial social, MetaMentions mentions, MetaSettings settings) {
        this.social = social;
        this.mentions = mentions;
        this.settings = settings;
    }

    boolean hidden(MetaProfile on, String comment) {
        String field = on.network().names().hidden();
        return social.node(on.token(), comment, "id," + field).path(field).asBoolean();
    }

    String text(MetaProfile on, String comment) {
        String field = on.network().names().text();
        return social.node(on.token(), comment, "id," + field).path(field).asText();
    }

    /** Whether it stands under a post of somebody else, where we may answer and nothing more. */
    boolean elsewhere(MetaProfile on, String comment) {
        return mentions.find(on, comment).isPresent();
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

    /** @param under the list that it was added to */
    record Answer(String under, String id) {}

    Answer answer(MetaProfile on, String comment, String text) {
        String edge = on.network().edges().answers();
        try {
            return new Answer(
                    comment + "/" + edge,
                    social.answer(on.token(), comment, edge, text).id());
        } catch (PlatformFailure.Refused e) {
            Mention mention = mentions.find(on, comment).orElseThrow(() -> e);
            return new Answer(on.id() + "/mentions", mentions.answer(on, mention, text));
        }
    }

    /** The comment with which we answered in these words. Answers to an answer stand beside it. */
    Optional<String> answered(MetaProfile on, String comment, String text) {
        String top;
        try {
            top = top(on, comment);
        } catch (PlatformFailure.Refused e) {
            Mention mention = mentions.find(on, comment).orElseThrow(() -> e);
            return mentions.answered(on, mention, text);
        }
        String after = null;
        do {
            Page<JsonNode> page = answers(on, top, after);
            for (JsonNode one : page.data()) {
                String words = one.path(on.network().names().text()).asText();
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
        MetaNetwork.Names names = on.network().names();
        try {
            JsonNode node = social.node(on.token(), comment, "id," + names.parent());
            String parent = node.at(names.parentId()).asText();
            return parent.isEmpty() ? comment : parent;
        } catch (PlatformFailure.Refused e) {
            if (on.onFacebook()
                    && !(e instanceof PlatformFailure.Missing)
                    && String.valueOf(e.getMessage()).contains(NO_COMMENT)) {
                return comment;
            }
            throw e;
        }
    }

    private Page<JsonNode> answers(MetaProfile on, String comment, @Nullable String after) {
        int size = settings.socialPageSize();
        String edge = on.network().edges().answers();
        String fields = "id,from," + on.network().names().text();
        return on.onFacebook()
                ? social.comments(on.token(), comment, "toplevel", "chronological", fields, size, after)
                : social.edge(on.token(), comment, edge, fields, size, after);
    }
}
