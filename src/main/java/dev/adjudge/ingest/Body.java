package dev.adjudge.ingest;

import dev.adjudge.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body as text. The encoding is that of its byte order mark, of its Content-Type, or of the pattern of its bytes, else
 * UTF-8; what is not valid in it becomes U+FFFD, by which the rows that hold it are known.
 *
 * @param beginning the first characters, to tell what it is
 */
record Body(Reader text, String beginning) {

    private static final int LOOKED_AT = 4096;
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    static Body of(InputStream bytes, @Nullable String contentType) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, LOOKED_AT);
        byte[] head = in.readNBytes(LOOKED_AT);
        refuseOtherThanText(head);
        int mark = 0;
        Charset charset;
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (starts(head, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (starts(head, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        } else {
            Charset named = named(contentType);
            charset = named == null ? guessed(head) : named;
        }
        in.unread(head, mark, head.length - mark);
        String beginning = new String(head, mark, head.length - mark, charset);
        if (beginning.isBlank() && head.length < LOOKED_AT) {
            throw Problem.unreadable(
                    "The body is empty; send rows as application/json, application/x-ndjson or text/csv");
        }
        Reader text = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
        return new Body(text, beginning);
    }

    private static @Nullable Charset named(@Nullable String contentType) {
        Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
        if (!charset.find()) {
            return null;
        }
        try {
            return Charset.forName(charset.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Problem.unsupported("The encoding " + Words.shown(charset.group(1))
                    + " is not known; send UTF-8, or name another, such as charset=windows-1252 or charset=UTF-16");
        }
    }

    /** Latin text in UTF-16 has a zero in every second byte. */
    private static Charset guessed(byte[] head) {
        int even = 0;
        int odd = 0;
        int length = Math.min(head.length, 512) / 2 * 2;
        for (int i = 0; i < length; i += 2) {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        int many = length / 2 * 6 / 10;
        if (length >= 8 && odd > many && even == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return length >= 8 && even > many && odd == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static void refuseOtherThanText(byte[] head) {
        if (head.length == 0) {
            throw Problem.unreadable(
                    "The body is empty; send rows as application/json, application/x-ndjson or text/csv");
        }
        if (starts(head, 'P', 'K', 3, 4) || starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw Problem.wrong("This is an Excel or zip file, not text; save the sheet as CSV (UTF-8) and send that");
        }
        if (starts(head, 0x1f, 0x8b)) {
            throw Problem.wrong("This is gzip; send it with the header Content-Encoding: gzip");
        }
        if (starts(head, '%', 'P', 'D', 'F')) {
            throw Problem.wrong("This is a PDF, not rows; export as CSV and send that");
        }
    }

    private static boolean starts(byte[] head, int... with) {
        if (head.length < with.length) {
            return false;
        }
        byte[] expected = new byte[with.length];
        for (int i = 0; i < with.length; i++) {
            expected[i] = (byte) with[i];
        }
        return Arrays.equals(head, 0, with.length, expected, 0, with.length);
    }
}
