package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.platform.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model as bytes: a header with the format's number, the day of training, the classes and the hash of the rest; then for each head its
 * scales, its calibration and, for each place that says something, the weights. The same model is always the same bytes.
 */
final class WeightsFile {

    private static final byte[] MARK = {'A', 'D', 'J', 'W'};

    /** Changes with the layout, and with what features are: weights fit the features that they were trained on. */
    private static final int FORMAT = 1;

    private static final String CLASSES = String.join(
            ",",
            Stream.concat(
                            Arrays.stream(Intent.values()).map(Intent::word),
                            Arrays.stream(Sentiment.values()).map(Sentiment::word))
                    .toList());

    private WeightsFile() {}

    static byte[] write(LocalModel model) {
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream body = new DataOutputStream(heads);
                DataOutputStream out = new DataOutputStream(file)) {
            write(model.intents(), model.intentCalibration(), body);
            write(model.sentiments(), model.sentimentCalibration(), body);
            out.write(MARK);
            out.writeInt(FORMAT);
            out.writeUTF(model.trained().toString());
            out.writeUTF(CLASSES);
            out.write(Sha256.start().digest(heads.toByteArray()));
            heads.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    static LocalModel read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            expect(Arrays.equals(MARK, in.readNBytes(MARK.length)), "they don't begin with the mark ADJW");
            int format = in.readInt();
            expect(format == FORMAT, "their format is " + format + ", this version reads " + FORMAT);
            LocalDate trained = LocalDate.parse(in.readUTF());
            String classes = in.readUTF();
            expect(classes.equals(CLASSES), "their classes are " + classes + ", expected are " + CLASSES);
            byte[] hash = in.readNBytes(32);
            byte[] heads = in.readAllBytes();
            expect(Arrays.equals(hash, Sha256.start().digest(heads)), "they are cut or changed: their hash differs");
            DataInputStream body = new DataInputStream(new ByteArrayInputStream(heads));
            Calibrated intents = head(Intent.values().length, body);
            Calibrated sentiments = head(Sentiment.values().length, body);
            return new LocalModel(
                    trained, intents.head(), sentiments.head(), intents.calibration(), sentiments.calibration());
        } catch (IOException e) {
            throw new IllegalArgumentException("These are no weights of the local classifier: they end too early", e);
        }
    }

    /** The first 12 digits of the bytes' hash. */
    static String version(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.start().digest(bytes), 0, 6);
    }

    private record Calibrated(SmallHead head, Calibration calibration) {}

    private static void write(SmallHead head, Calibration calibration, DataOutputStream out) throws IOException {
        int classes = head.classes();
        for (float[] numbers : List.of(head.scales(), calibration.slopes(), calibration.offsets())) {
            for (float number : numbers) {
                out.writeFloat(number);
            }
        }
        byte[] weights = head.weights();
        int rows = weights.length / classes;
        for (int first = 0; first < rows; first += Byte.SIZE) {
            int said = 0;
            for (int row = first; row < Math.min(rows, first + Byte.SIZE); row++) {
                said |= says(weights, row * classes, classes) ? 1 << row - first : 0;
            }
            out.writeByte(said);
            for (int row = first; row < Math.min(rows, first + Byte.SIZE); row++) {
                if ((said & 1 << row - first) != 0) {
                    out.write(weights, row * classes, classes);
                }
            }
        }
    }

    private static boolean says(byte[] weights, int from, int classes) {
        for (int i = from; i < from + classes; i++) {
            if (weights[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static Calibrated head(int classes, DataInputStream in) throws IOException {
        float[] scales = floats(classes, in);
        Calibration calibration = new Calibration(floats(classes, in), floats(classes, in));
        byte[] weights = new byte[(Features.PLACES + 1) * classes];
        int rows = weights.length / classes;
        for (int first = 0; first < rows; first += Byte.SIZE) {
            int said = in.readUnsignedByte();
            for (int row = first; row < Math.min(rows, first + Byte.SIZE); row++) {
                if ((said & 1 << row - first) != 0) {
                    in.readFully(weights, row * classes, classes);
                }
            }
        }
        return new Calibrated(new SmallHead(classes, weights, scales), calibration);
    }

    private static float[] floats(int count, DataInputStream in) throws IOException {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = in.readFloat();
        }
        return floats;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("These are no weights of the local classifier: " + otherwise
                    + "; use what was trained by this version, or train anew");
        }
    }
}
