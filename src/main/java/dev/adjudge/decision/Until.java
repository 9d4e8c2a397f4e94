package dev.adjudge.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a pause ends by itself, as the rule that wants it states it. */
public sealed interface Until {

    /** What the API calls it. */
    String name();

    /** Its spelling there. */
    String value();

    /** What stands behind "until" in a sentence. */
    String words();

    /** When a pause that was done at this time ends; null where no time tells. */
    @Nullable Instant due(Instant paused);

    /** From its name and spelling in the API. */
    static Until of(String name, String value) {
        return switch (name) {
            case "after" -> new After(value);
            case "at" -> new At(Instant.parse(value));
            case "condition" -> new Met(value);
            default -> throw new IllegalStateException("A pause is stored that ends by the unknown '" + name + "'");
        };
    }

    /**
     * So long after it was done.
     *
     * @param value an ISO 8601 duration of days and smaller parts: {@code P3D}
     */
    record After(String value) implements Until {
        @Override
        public String name() {
            return "after";
        }

        public Duration length() {
            return Duration.parse(value);
        }

        /** How long that is. */
        public String span() {
            Duration length = length();
            List<String> parts = new ArrayList<>();
            part(parts, length.toDaysPart(), "day");
            part(parts, length.toHoursPart(), "hour");
            part(parts, length.toMinutesPart(), "minute");
            part(parts, length.toSecondsPart(), "second");
            return String.join(" ", parts);
        }

        private static void part(List<String> parts, long count, String unit) {
            if (count != 0) {
                parts.add(count + " " + unit + (count == 1 ? "" : "s"));
            }
        }

        @Override
        public String words() {
            return span() + " after it was paused";
        }

        @Override
        public Instant due(Instant paused) {
            return paused.plus(length());
        }
    }

    /** A moment. */
    record At(Instant at) implements Until {
        @Override
        public String name() {
            return "at";
        }

        @Override
        public String value() {
            return at.toString();
        }

        @Override
        public String words() {
            return at.toString();
        }

        @Override
        public Instant due(Instant paused) {
            return at;
        }
    }

    /**
     * As soon as a run finds it true.
     *
     * @param value over the campaign's facts: {@code windows.d7.roas > 2}
     */
    record Met(String value) implements Until {
        @Override
        public String name() {
            return "condition";
        }

        @Override
        public String words() {
            return value;
        }

        @Override
        public @Nullable Instant due(Instant paused) {
            return null;
        }
    }
}
