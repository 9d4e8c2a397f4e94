package dev.adjudge.connector.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is posted and written on a day on the simulated social platforms: always the same for the same seed, founding and date. A post
 * every third day, talked about for nine; every ninth day a wave of the same spam from many people.
 */
final class SocialSeries {

    static final int DAYS_BEFORE = 21;
    private static final int POST_EVERY = 3;
    private static final int TALKED_ABOUT = 9;
    private static final int[] COMMENTS = {7, 4, 3, 2, 2, 1, 1, 1, 1};
    private static final int WAVE_EVERY = 9;
    private static final int WAVE = 8;
    private static final int SECONDS = 86_400;
    private static final long FACEBOOK_POST = 122_100_000_000_000L;
    private static final long INSTAGRAM_MEDIA = 17_900_000_000_000_000L;
    private static final long INSTAGRAM_TAG = 17_950_000_000_000_000L;
    private static final long INSTAGRAM_COMMENT = 17_800_000_000_000_000L;
    private static final long FACEBOOK_COMMENT = 700_000_000_000_000L;

    private final long seed;
    private final LocalDate first;
    private final SocialTexts texts;

    SocialSeries(long seed, LocalDate founded, SocialTexts texts) {
        this.seed = seed;
        this.first = founded.minusDays(DAYS_BEFORE);
        this.texts = texts;
    }

    LocalDate first() {
        return first;
    }

    /** Oldest first. */
    List<SocialPost> posts(SocialProfile profile, LocalDate until) {
        int days = (int) ChronoUnit.DAYS.between(first, until);
        return IntStream.rangeClosed(0, days / POST_EVERY)
                .mapToObj(number -> post(profile, number))
                .toList();
    }

    /** All that is written to a page or profile on a day. */
    List<SocialItem> on(LocalDate date, SocialProfile profile) {
        int day = (int) ChronoUnit.DAYS.between(first, date);
        List<SocialItem> items = new ArrayList<>();
        for (int number = Math.max(0, (day - TALKED_ABOUT) / POST_EVERY); number * POST_EVERY <= day; number++) {
            int age = day - number * POST_EVERY;
            if (age < TALKED_ABOUT) {
                items.addAll(comments(date, post(profile, number), age));
            }
        }
        items.addAll(mentions(date, profile, day));
        items.addAll(messages(date, profile, day));
        return items;
    }

    private SocialPost post(SocialProfile profile, int number) {
        long key = profile.number() + 4L * number;
        return new SocialPost(
                profile,
                number,
                profile.onFacebook()
                        ? profile.id() + "_" + (FACEBOOK_POST + key)
                        : Long.toString(INSTAGRAM_MEDIA + key),
                texts.post(profile, number),
                at(first.plusDays((long) number * POST_EVERY), 7 * 3600 + profile.number() * 1020));
    }

    private List<SocialItem> comments(LocalDate date, SocialPost post, int age) {
        SplittableRandom chance = chance(date, post.profile(), post.number() + 1);
        List<SocialItem> items = new ArrayList<>();
        int count = chance.nextInt(COMMENTS[age] + 1);
        for (int i = 0; i < count; i++) {
            String intent = texts.intent(chance);
            SocialPerson author = texts.author(post.profile(), intent, chance);
            String text = texts.text(intent, chance);
            int earliest = age == 0 ? 8 * 3600 + 30 * 60 : 0;
            Instant at = at(date, earliest + chance.nextInt(SECONDS - earliest));
            SocialItem parent = i > 0 && chance.nextInt(5) == 0 ? items.get(0) : null;
            boolean answers = parent != null && parent.at().isBefore(at);
            items.add(comment(post, age * 200 + i, answers && parent != null ? parent.id() : null, author, text, at));
        }
        if ((date.toEpochDay() + 3L * post.profile().number()) % WAVE_EVERY == 4 && age < POST_EVERY) {
            int begin = 12 * 3600 + chance.nextInt(6 * 3600);
            for (int i = 0; i < WAVE; i++) {
                SocialPerson sender = texts.passerBy(post.profile(), (int) (date.toEpochDay() % 1000) * WAVE + i);
                String text = texts.text("burst", chance)
                        .replace(
                                "{name}",
                                texts.author(post.profile(), "other", chance).name())
                        .replace("{number}", Integer.toString(1000 + chance.nextInt(9000)));
                items.add(comment(post, age * 200 + 100 + i, null, sender, text, at(date, begin + i * 45)));
            }
        }
        return items;
    }

    private static SocialItem comment(
            SocialPost post, int number, @Nullable String parent, SocialPerson author, String text, Instant at) {
        long key = (post.profile().number() + 4L * post.number()) * 2000 + number;
        String id = post.profile().onFacebook()
                ? post.key() + "_" + (FACEBOOK_COMMENT + key)
                : Long.toString(INSTAGRAM_COMMENT + key);
        return new SocialItem(post.profile(), SocialItem.COMMENT, id, post.id(), parent, author, text, at);
    }

    private List<SocialItem> mentions(LocalDate date, SocialProfile profile, int day) {
        SplittableRandom chance = chance(date, profile, -1);
        if (chance.nextInt(3) > 0) {
            return List.of();
        }
        SocialPerson author = texts.author(profile, "other", chance);
        long key = profile.number() + 4L * day;
        String id = profile.onFacebook()
                ? author.id() + "_" + (FACEBOOK_POST + 500_000_000_000L + key)
                : Long.toString(INSTAGRAM_TAG + key);
        String text = texts.text("mention", chance).replace("{handle}", profile.handle());
        return List.of(new SocialItem(
                profile, SocialItem.MENTION, id, id, null, author, text, at(date, chance.nextInt(SECONDS))));
    }

    private List<SocialItem> messages(LocalDate date, SocialProfile profile, int day) {
        SplittableRandom chance = chance(date, profile, -2);
        List<SocialItem> items = new ArrayList<>();
        int count = chance.nextInt(3);
        for (int i = 0; i < count; i++) {
            String intent = List.of("question", "complaint", "praise").get(chance.nextInt(3));
            SocialPerson author = texts.author(profile, intent, chance);
            items.add(new SocialItem(
                    profile,
                    SocialItem.MESSAGE,
                    "m_" + profile.number() + "x" + day + "x" + i,
                    conversation(profile, author.id()),
                    null,
                    author,
                    texts.text(intent, chance),
                    at(date, chance.nextInt(SECONDS))));
        }
        return items;
    }

    static String conversation(SocialProfile profile, String user) {
        return "t_" + profile.number() + "x" + user;
    }

    private SplittableRandom chance(LocalDate date, SocialProfile profile, int what) {
        return new SplittableRandom(((seed * 31 + profile.number()) * 1009 + what) * 100_003 + date.toEpochDay());
    }

    private static Instant at(LocalDate date, int second) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second);
    }
}
