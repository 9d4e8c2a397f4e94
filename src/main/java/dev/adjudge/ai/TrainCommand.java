package dev.adjudge.ai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Trains the local classifier anew from a file of labelled texts and our own examples, and writes its weights. */
public final class TrainCommand {

    private static final String WEIGHTS = "src/main/resources/ai/local.weights";

    private TrainCommand() {}

    /** @param args the file, a JSON object a line; where to write the weights; the day to write into them, today if none is given */
    public static void main(String... args) throws IOException {
        if (args.length < 1 || args.length > 3) {
            System.err.println("TrainCommand TRAIN.jsonl [OUT, or else " + WEIGHTS + "] [DAY, or else today]");
            System.exit(2);
        }
        LocalDate day = args.length > 2 ? LocalDate.parse(args[2]) : LocalDate.now(Clock.systemUTC());
        System.out.println(run(Path.of(args[0]), Path.of(args.length > 1 ? args[1] : WEIGHTS), day));
    }

    static String run(Path train, Path out, LocalDate day) throws IOException {
        List<TrainingText> texts = TrainingText.read(train);
        List<TrainingText> own = TrainingText.own();
        byte[] weights = WeightsFile.write(Training.train(texts, own, day));
        Files.write(out, weights);
        return out + ": version " + WeightsFile.version(weights) + ", " + weights.length + " bytes, from "
                + texts.size() + " texts of " + train + " and " + own.size() + " examples of our own";
    }
}
