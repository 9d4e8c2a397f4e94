package dev.adjudge.connector.sandbox;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Who writes on the simulated social platforms, and what, as read from the files in {@code sandbox/}. */
final class SocialTexts {

    /** How often each is meant, in hundredths. */
    private static final Map<String, Integer> INTENTS =
            Map.of("praise", 30, "question", 25, "complaint", 18, "other", 13, "spam", 8, "toxic", 6);

    private static final List<String> ORDER = List.of("praise", "question", "complaint", "other", "spam", "toxic");
    private static final long FACEBOOK_PERSON = 2_480_000_000_000_000L;
    private static final long INSTAGRAM_PERSON = 17_841_490_000_000_000L;

    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, List<String>> posts = new HashMap<>();
    private final List<NamedCsvRecord> people = SandboxWorld.rows("people.csv");
    private final List<SocialProfile> profiles = new ArrayList<>();

    SocialTexts() {
        SandboxWorld.rows("comments.csv")
                .forEach(row -> texts.computeIfAbsent(row.getField("intent"), intent -> new ArrayList<>())
                        .add(row.getField("text")));
        SandboxWorld.rows("posts.csv")
                .forEach(row -> posts.computeIfAbsent(row.getField("line"), line -> new ArrayList<>())
                        .add(row.getField("text")));
        SandboxWorld.rows("profiles.csv")
                .forEach(row -> profiles.add(new SocialProfile(
                        profiles.size(),
                        row.getField("platform"),
                        row.getField("id"),
                        row.getField("name"),
                        row.getField("handle"),
                        row.getField("line"),
                        row.getField("page"))));
    }

    List<SocialProfile> profiles() {
        return profiles;
    }

    String post(SocialProfile profile, int number) {
        List<String> own = posts.getOrDefault(profile.line(), List.of());
        return own.get(number % own.size());
    }

    String intent(SplittableRandom chance) {
        int drawn = chance.nextInt(100);
        for (String intent : ORDER) {
            drawn -= INTENTS.getOrDefault(intent, 0);
            if (drawn < 0) {
                return intent;
            }
        }
        return "other";
    }

    String text(String intent, SplittableRandom chance) {
        List<String> some = texts.getOrDefault(intent, List.of());
        return some.get(chance.nextInt(some.size()));
    }

    /** Most of what is spam or toxic comes from a few. */
    SocialPerson author(SocialProfile profile, String intent, SplittableRandom chance) {
        boolean bad = intent.equals("spam") || intent.equals("toxic");
        boolean offender = bad && chance.nextInt(10) < 7;
        List<NamedCsvRecord> some = people.stream()
                .filter(person -> person.getField("habit").equals(offender ? "offender" : "usual"))
                .toList();
        NamedCsvRecord one = some.get(chance.nextInt(some.size()));
        return person(profile, people.indexOf(one), one.getField("name"), one.getField("handle"));
    }

    /** Somebody who was never there before and won't come again. */
    SocialPerson passerBy(SocialProfile profile, int number) {
        return person(profile, 1000 + number, "Prize Desk " + number, "prize.desk." + number);
    }

    private static SocialPerson person(SocialProfile profile, int number, String name, String handle) {
        long first = profile.onFacebook() ? FACEBOOK_PERSON : INSTAGRAM_PERSON;
        return new SocialPerson(Long.toString(first + number), name, handle);
    }
}
