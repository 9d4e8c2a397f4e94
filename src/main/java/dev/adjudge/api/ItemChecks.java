package dev.adjudge.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what was sent into items, and names everything wrong in it at once. */
@ApplicationScoped
class ItemChecks {

    static final List<String> PLATFORMS = List.of("facebook", "instagram");
    static final List<String> TYPES = List.of("comment", "mention", "message");
    private static final int MOST_ERRORS = 100;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LINK = 2_000;
    private static final int LONGEST_RAW = 100_000;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Clocks differ a little; what is further ahead is a mistake. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Clock clock;

    ItemChecks(Clock clock) {
        this.clock = clock;
    }

    /** Items that are there, each once. */
    List<ItemEvent> events(JsonBody.Some<GivenItem> sent) {
        List<FieldError> errors = new ArrayList<>();
        List<ItemEvent> events = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < sent.values().size(); i++) {
            Pointed here = new Pointed(sent.pointers().get(i));
            GivenItem given = sent.values().get(i);
            SocialItem item = read(given, here);
            if (given != null && item != null) {
                Integer before = seen.putIfAbsent(item.key(), i);
                if (before != null) {
                    here.add("/objectId", "is the item of /" + before + " again; send each item once");
                }
                Instant told = given.updatedTime();
                if (told != null) {
                    time("/updatedTime", told, here);
                }
                Instant at = told == null ? clock.instant() : told;
                events.add(new ItemEvent(
                        ItemEvent.Kind.ADDED, item, at.isBefore(item.createdTime()) ? item.createdTime() : at));
            }
            errors.addAll(here.list());
        }
        throwAny("The items can't be taken; none of them was", errors);
        return events;
    }

    static void throwAny(String detail, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.wrong(detail, errors.stream().limit(MOST_ERRORS).toArray(FieldError[]::new));
        }
    }

    /** Null when something is wrong with it. */
    @Nullable SocialItem read(@Nullable GivenItem given, Pointed errors) {
        if (given == null) {
            errors.add("", "is null; send an object");
            return null;
        }
        int before = errors.list().size();
        String platform = oneOf("/platform", given.platform(), PLATFORMS, errors);
        String type = oneOf("/objectType", given.objectType(), TYPES, errors);
        String id = required("/objectId", given.objectId(), errors);
        text("/objectId", given.objectId(), LONGEST_ID, errors);
        text("/accountId", given.accountId(), LONGEST_ID, errors);
        text("/postId", given.postId(), LONGEST_ID, errors);
        text("/parentId", given.parentId(), LONGEST_ID, errors);
        text("/campaignId", given.campaignId(), LONGEST_ID, errors);
        text("/userId", given.userId(), LONGEST_ID, errors);
        text("/userName", given.userName(), LONGEST_NAME, errors);
        if (given.text() == null) {
            errors.add("/text", "is missing; send what was written, \"\" where that is only a picture");
        }
        text("/text", given.text(), LONGEST_TEXT, errors);
        text("/permalink", given.permalink(), LONGEST_LINK, errors);
        if (given.permalink() != null && !given.permalink().matches("https?://\\S+")) {
            errors.add("/permalink", "is no address; send one that begins with https://");
        }
        if (given.createdTime() == null) {
            errors.add("/createdTime", "is missing; send a time such as 2026-11-21T08:00:00Z");
        } else {
            time("/createdTime", given.createdTime(), errors);
        }
        Long reach = errors.count("/reach", given.reach());
        String raw = raw(given.raw(), errors);
        if (errors.list().size() > before) {
            return null;
        }
        return new SocialItem(
                platform,
                Objects.requireNonNullElse(given.accountId(), ""),
                type,
                id,
                given.postId(),
                given.parentId(),
                given.campaignId(),
                given.userId(),
                given.userName(),
                Objects.requireNonNull(given.text()),
                given.permalink(),
                Objects.requireNonNull(given.createdTime()),
                reach == null ? 0 : reach,
                raw);
    }

    private void time(String field, Instant time, Pointed errors) {
        if (time.isAfter(clock.instant().plus(CLOCK_SKEW))) {
            errors.add(field, "is " + time + ", which is in the future");
        } else if (time.isBefore(EARLIEST)) {
            errors.add(field, "is " + time + "; the earliest is " + EARLIEST);
        }
    }

    private static @Nullable String raw(@Nullable JsonNode raw, Pointed errors) {
        if (raw == null || raw.isNull()) {
            return null;
        }
        if (!raw.isObject()) {
            errors.add("/raw", "must be an object");
            return null;
        }
        String text = raw.toString();
        text("/raw", text, LONGEST_RAW, errors);
        return text;
    }

    private static String required(String field, @Nullable String value, Pointed errors) {
        if (value == null || value.isBlank()) {
            errors.add(field, "is missing or empty");
        }
        return Objects.requireNonNullElse(value, "");
    }

    static String oneOf(String field, @Nullable String value, List<String> allowed, Pointed errors) {
        if (value == null || !allowed.contains(value)) {
            errors.add(
                    field,
                    (value == null ? "is missing" : "is '" + shortened(value) + "'") + "; it must be one of "
                            + String.join(", ", allowed));
        }
        return Objects.requireNonNullElse(value, "");
    }

    static void text(String field, @Nullable String value, int longest, Pointed errors) {
        if (value == null) {
            return;
        }
        if (value.length() > longest) {
            errors.add(field, "has " + value.length() + " characters; at most " + longest + " are allowed");
        } else if (value.indexOf('\0') >= 0) {
            errors.add(field, "holds a NUL character; leave it out");
        } else if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            errors.add(field, "holds half a character (a lone surrogate); send whole ones");
        }
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_ID ? value : value.substring(0, LONGEST_ID) + "…";
    }
}
