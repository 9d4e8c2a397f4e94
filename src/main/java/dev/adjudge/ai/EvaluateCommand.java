package dev.adjudge.ai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Measures the local classifier on files of labelled texts: how often it is right, how honest its confidences are, how fast it is. */
public final class EvaluateCommand {

    private EvaluateCommand() {}

    /** @param args files with a JSON object a line; before them {@code --weights} and a file for others than those that ship */
    public static void main(String... args) throws IOException {
        boolean others = args.length > 1 && args[0].equals("--weights");
        if (args.length == 0 || others && args.length == 2) {
            System.err.println("EvaluateCommand [--weights FILE] LABELLED.jsonl...");
            System.exit(2);
        }
        long start = System.nanoTime();
        LocalClassifier classifier =
                others ? LocalClassifier.of(Files.readAllBytes(Path.of(args[1]))) : new LocalClassifier();
        print("%s, loaded in %d ms", classifier.version(), (System.nanoTime() - start) / 1_000_000);
        for (int i = others ? 2 : 0; i < args.length; i++) {
            print("%n%s%n%s", args[i], EvaluationReport.of(classifier, TrainingText.read(Path.of(args[i]))));
        }
    }

    private static void print(String format, Object... parts) {
        System.out.println(String.format(Locale.ROOT, format, parts));
    }
}
