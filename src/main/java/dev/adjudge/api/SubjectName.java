package dev.adjudge.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A subject as clients name it: {@code platform:id}, or, where {@code ?platform=} says the rest, its id alone. */
record SubjectName(@Nullable String platform, @Nullable String id) {

    private static final Pattern FULL = Pattern.compile("([a-z][a-z0-9_]*):(.+)");

    static SubjectName of(@Nullable String platform, @Nullable String subject) {
        if (subject == null || subject.isEmpty()) {
            return new SubjectName(platform, null);
        }
        Matcher full = FULL.matcher(subject);
        boolean named = full.matches() && (platform == null || platform.equals(full.group(1)));
        return named ? new SubjectName(full.group(1), full.group(2)) : new SubjectName(platform, subject);
    }
}
