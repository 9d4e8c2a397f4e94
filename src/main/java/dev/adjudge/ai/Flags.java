package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a text is besides: other intents that it as a whole, or a part of a sentence, may have, and whether it addresses the classifier. */
final class Flags {

    static final String INSTRUCTION = "instruction";

    /** From this chance on another intent of the whole is a flag. */
    private static final double WHOLE = 0.2;

    /** And from this one another intent of a part. */
    private static final double PART = 0.6;

    private static final int PARTS = 40;
    private static final int WORDS = 3;
    private static final Pattern BORDER = Pattern.compile("(?<=[.!?,;:\\n])\\s");

    private Flags() {}

    static Set<String> of(String text, LocalModel.Said<Intent> said, LocalModel model) {
        Set<String> flags = new HashSet<>();
        add(flags, said, said.chances(), WHOLE);
        parts(text)
                .forEach(words ->
                        add(flags, said, model.intent(Features.of(words)).chances(), PART));
        if (Instructions.in(text)) {
            flags.add(INSTRUCTION);
        }
        return flags;
    }

    private static Stream<List<String>> parts(String text) {
        String[] parts = BORDER.split(PlainText.cut(text), PARTS);
        return parts.length == 1
                ? Stream.empty()
                : Stream.of(parts).map(Words::of).filter(words -> words.size() >= WORDS);
    }

    private static void add(Set<String> flags, LocalModel.Said<Intent> said, double[] chances, double from) {
        for (Intent intent : Intent.values()) {
            if (intent != said.likeliest() && intent != Intent.OTHER && chances[intent.ordinal()] >= from) {
                flags.add(intent.word());
            }
        }
    }
}
