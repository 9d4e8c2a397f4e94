package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.PeopleSandbox.Written;
import dev.adjudge.platform.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what somebody is to have written, when that can be. */
@Singleton
class Writing {

    private static final int LONGEST = 8000;

    private final SocialSandbox social;

    Writing(SocialSandbox social) {
        this.social = social;
    }

    SocialItem item(Written written) {
        String kind = written.objectType() == null ? SocialItem.COMMENT : written.objectType();
        Instant now = social.now();
        Instant at = written.createdTime() == null ? now : written.createdTime();
        if (at.isAfter(now)) {
            throw wrong("createdTime", at + " is later than the sandbox's now, " + now);
        }
        SocialPerson by = new SocialPerson(
                needed("userId", written.userId()),
                needed("userName", written.userName()),
                written.userName().toLowerCase(Locale.ROOT).replace(' ', '.'));
        String text = text(written.text());
        SocialProfile profile = profile(written);
        long number = social.nextId();
        return switch (kind) {
            case SocialItem.COMMENT -> {
                SocialPost post = post(written, profile);
                yield new SocialItem(
                        post.profile(),
                        kind,
                        SocialIds.comment(post.profile(), post.key(), number),
                        post.id(),
                        written.parentId(),
                        by,
                        text,
                        at);
            }
            case SocialItem.MENTION -> {
                String id = SocialIds.mention(profile, by.id(), number);
                yield new SocialItem(profile, kind, id, place(written, profile, id), null, by, text, at);
            }
            case SocialItem.MESSAGE -> {
                String place = SocialSeries.conversation(profile, by.id());
                yield new SocialItem(profile, kind, SocialIds.message(number), place, null, by, text, at);
            }
            default -> throw wrong("objectType", "'" + kind + "' is none of comment, mention, message");
        };
    }

    /** The post of somebody else that a mention stands under; its own id when it is a post itself. */
    private String place(Written written, SocialProfile profile, String mention) {
        String post = written.postId();
        if (post == null) {
            return mention;
        }
        if (profile.onFacebook()
                || !post.matches("1[78][0-9]{1,18}")
                || social.post(post).isPresent()) {
            throw wrong(
                    "postId", "a mention stands under a medium of somebody else on Instagram, whose id is 17… or 18…");
        }
        return post;
    }

    private SocialProfile profile(Written written) {
        String platform = needed("platform", written.platform());
        if (social.profiles(platform).isEmpty()) {
            throw wrong("platform", "'" + platform + "' is neither facebook nor instagram");
        }
        return written.account() == null
                ? social.profiles(platform).get(0)
                : social.profile(written.account())
                        .filter(one -> one.platform().equals(platform))
                        .orElseThrow(() ->
                                wrong("account", "'" + written.account() + "' is no page or profile on " + platform));
    }

    private SocialPost post(Written written, SocialProfile profile) {
        Optional<SocialItem> parent = Optional.ofNullable(written.parentId()).map(id -> social.item(id)
                .map(SocialSandbox.Seen::item)
                .orElseThrow(() -> wrong("parentId", "'" + id + "' is not there")));
        String id = parent.map(SocialItem::place).orElse(written.postId());
        SocialPost post = id == null
                ? social.posts(profile).get(0)
                : social.post(id).orElseThrow(() -> wrong("postId", "'" + id + "' is no post"));
        if (!post.profile().platform().equals(profile.platform())) {
            throw wrong("postId", "'" + post.id() + "' is not on " + profile.platform());
        }
        return post;
    }

    static String text(@Nullable String text) {
        String there = needed("text", text);
        if (there.length() > LONGEST) {
            throw wrong("text", there.length() + " characters are more than " + LONGEST);
        }
        return there;
    }

    private static String needed(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw wrong(field, "it is needed, and is missing or empty");
        }
        return value;
    }

    private static Problem wrong(String field, String detail) {
        return Problem.wrong(field + ": " + detail, new Problem.FieldError("/" + field, detail));
    }
}
