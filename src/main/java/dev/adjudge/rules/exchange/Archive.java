package dev.adjudge.rules.exchange;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The files of a release as a zip file. */
final class Archive {

    /** Unpacked, in bytes: many times what people write. */
    private static final int MOST_BYTES = 20_000_000;

    private static final int MOST_ENTRIES = 2_000;
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private Archive() {}

    /** The same files are the same bytes, whenever they are packed. */
    static byte[] pack(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ALWAYS);
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The files of a zip file, but for hidden ones and {@code *.md}; when all are in one folder that is neither {@code dmn} nor
     * {@code rules}, by their paths in that.
     *
     * @throws Problem 400 when it can't be read, 422 when it is too large or says a file twice
     */
    static Map<String, String> unpack(byte[] bytes) {
        Map<String, String> files = new TreeMap<>();
        read(bytes, "The zip file", (path, content) -> {
            if (isMeant(path) && files.put(path, text(path, content)) != null) {
                throw wrong(path, "is in the zip file twice; keep one");
            }
        });
        if (files.isEmpty()) {
            throw Problem.unreadable(
                    "This is no zip file, or an empty one; send one with the folders dmn and rules, as application/zip");
        }
        return withoutFolder(files);
    }

    /** @throws Problem when it would be larger than any spreadsheet of rules */
    static void checkSize(byte[] bytes, String what) {
        read(bytes, what, (path, content) -> {});
    }

    @FunctionalInterface
    private interface Sink {
        void take(String path, byte[] content);
    }

    /** Counts what comes out, whatever the file says of itself. */
    private static void read(byte[] bytes, String what, Sink sink) {
        long left = MOST_BYTES;
        int entries = 0;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                byte[] content;
                try (InputStream unpacked = zip.getInputStream(entry)) {
                    content = unpacked == null ? new byte[0] : unpacked.readNBytes((int) left + 1);
                }
                left -= content.length;
                entries++;
                if (left < 0 || entries > MOST_ENTRIES) {
                    throw wrong(
                            "",
                            what + " unpacks to more than " + MOST_BYTES / 1_000_000 + " MB or " + MOST_ENTRIES
                                    + " files; send less");
                }
                if (!entry.isDirectory()) {
                    sink.take(entry.getName().replace('\\', '/'), content);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.unreadable(what + " can't be read: " + e.getMessage());
        }
    }

    /** Not what systems and people put beside rules. */
    private static boolean isMeant(String path) {
        return !path.endsWith(".md") && !path.startsWith("__MACOSX/") && !path.matches("(?:.*/)?\\.[^./][^/]*");
    }

    private static String text(String path, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong(path, "is not UTF-8 text; save it as UTF-8");
        }
    }

    private static Map<String, String> withoutFolder(Map<String, String> files) {
        String first = files.keySet().iterator().next();
        String folder = first.substring(0, first.indexOf('/') + 1);
        if (folder.isEmpty()
                || folder.matches("dmn/|rules/|\\.+/|/")
                || !files.keySet().stream().allMatch(path -> path.startsWith(folder))) {
            return files;
        }
        Map<String, String> inside = new TreeMap<>();
        files.forEach((path, content) -> inside.put(path.substring(folder.length()), content));
        return inside;
    }

    private static Problem wrong(String path, String why) {
        return Problem.wrong(path.isEmpty() ? why : "'" + path + "' " + why, new FieldError(path, why));
    }
}
