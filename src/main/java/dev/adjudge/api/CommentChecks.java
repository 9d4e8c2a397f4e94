package dev.adjudge.api;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.run.moderation.ItemQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a program asks about comments into facts, and names everything wrong in it at once. */
@ApplicationScoped
class CommentChecks {

    static final List<String> INTENTS =
            Arrays.stream(Intent.values()).map(Intent::word).toList();
    static final List<String> SENTIMENTS =
            Arrays.stream(Sentiment.values()).map(Sentiment::word).toList();
    private static final int MOST_FLAGS = 20;
    private static final int LONGEST_FLAG = 50;

    /** Whoever asks said so. */
    private static final ClassifierVersion CALLER = new ClassifierVersion("caller", "given", "1");

    private final ItemChecks items;
    private final Clock clock;

    CommentChecks(ItemChecks items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    List<ItemQuestion> all(JsonBody.Some<CommentQuestion> asked) {
        List<FieldError> errors = new ArrayList<>();
        List<ItemQuestion> questions = new ArrayList<>();
        for (int i = 0; i < asked.values().size(); i++) {
            Pointed here = new Pointed(asked.pointers().get(i));
            ItemQuestion question = read(asked.values().get(i), here);
            if (question != null) {
                questions.add(question);
            }
            errors.addAll(here.list());
        }
        ItemChecks.throwAny("The facts can't be decided on", errors);
        return questions;
    }

    /** Null when something is wrong with it. */
    private @Nullable ItemQuestion read(@Nullable CommentQuestion asked, Pointed errors) {
        SocialItem item = items.read(asked == null ? null : asked.item(clock.instant()), errors);
        if (asked == null) {
            return null;
        }
        Classification said = classification(asked.classification(), errors.at("/classification"));
        ItemFacts.Author author = author(asked.author(), errors.at("/author"));
        ItemFacts.Post post = post(asked.post(), errors.at("/post"));
        return item == null || !errors.list().isEmpty() ? null : new ItemQuestion(item, said, author, post);
    }

    private static @Nullable Classification classification(CommentQuestion.@Nullable Class given, Pointed errors) {
        if (given == null) {
            return null;
        }
        String intent = ItemChecks.oneOf("/intent", given.intent(), INTENTS, errors);
        BigDecimal confidence = share("/confidence", given.confidence(), true, errors);
        String sentiment = ItemChecks.oneOf(
                "/sentiment", Objects.requireNonNullElse(given.sentiment(), "neutral"), SENTIMENTS, errors);
        BigDecimal sure = given.sentimentConfidence() == null
                ? confidence
                : share("/sentimentConfidence", given.sentimentConfidence(), false, errors);
        Set<String> flags = flags(given.flags(), errors.at("/flags"));
        return errors.list().isEmpty()
                ? new Classification(
                        Intent.of(intent),
                        confidence,
                        Sentiment.of(sentiment),
                        sure,
                        Boolean.TRUE.equals(given.replyRequired()),
                        flags,
                        null,
                        CALLER)
                : null;
    }

    private static Set<String> flags(@Nullable List<@Nullable String> given, Pointed errors) {
        if (given == null) {
            return Set.of();
        }
        if (given.size() > MOST_FLAGS) {
            errors.add("", "has " + given.size() + " flags; at most " + MOST_FLAGS + " are allowed");
            return Set.of();
        }
        Set<String> flags = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String flag = given.get(i);
            if (flag == null || flag.length() > LONGEST_FLAG || !flag.matches("[a-z_]+")) {
                errors.add("/" + i, "must be a word in small letters such as toxic");
            } else {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static BigDecimal share(String field, @Nullable BigDecimal given, boolean required, Pointed errors) {
        if (given == null && required) {
            errors.add(field, "is missing; send a number from 0 to 1");
        } else if (given != null
                && (given.signum() < 0 || given.compareTo(BigDecimal.ONE) > 0 || given.scale() > 100)) {
            errors.add(field, "is " + given + "; it must be from 0 to 1");
        } else if (given != null) {
            return given;
        }
        return BigDecimal.ZERO;
    }

    private static ItemFacts.Author author(CommentQuestion.@Nullable Author given, Pointed errors) {
        return given == null
                ? ItemFacts.Author.UNKNOWN
                : new ItemFacts.Author(
                        count("/hiddenItems", given.hiddenItems(), errors),
                        count("/repliesToday", given.repliesToday(), errors));
    }

    private static ItemFacts.Post post(CommentQuestion.@Nullable Post given, Pointed errors) {
        return given == null
                ? ItemFacts.Post.UNKNOWN
                : new ItemFacts.Post(
                        count("/items", given.items(), errors),
                        count("/alikeUsers", given.alikeUsers(), errors),
                        Boolean.TRUE.equals(given.burst()),
                        count("/repliesToday", given.repliesToday(), errors));
    }

    private static long count(String field, @Nullable BigDecimal given, Pointed errors) {
        Long count = errors.count(field, given);
        return count == null ? 0 : count;
    }
}
