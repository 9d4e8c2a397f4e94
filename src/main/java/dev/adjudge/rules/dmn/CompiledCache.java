package dev.adjudge.rules.dmn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiled models by the hash of their files; the least used leaves first. */
final class CompiledCache {

    private final Map<String, ModelSet> kept;

    CompiledCache(int most) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ModelSet> eldest) {
                return size() > most;
            }
        };
    }

    /** Two requests that are the first with the same model compile it twice: it is cheaper than that one waits. */
    ModelSet get(SentModel sent, Function<SentModel, ModelSet> compile) {
        String key = key(sent);
        @Nullable ModelSet known;
        synchronized (kept) {
            known = kept.get(key);
        }
        if (known != null) {
            return known;
        }
        ModelSet compiled = compile.apply(sent);
        synchronized (kept) {
            kept.put(key, compiled);
        }
        return compiled;
    }

    private static String key(SentModel sent) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SentModel.Resource each : sent.resources()) {
                update(digest, each.uri());
                update(digest, each.xml());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
