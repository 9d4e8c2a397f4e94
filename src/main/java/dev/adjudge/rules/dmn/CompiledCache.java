package dev.adjudge.rules.dmn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** Compiled models by the hash of their files, up to so many characters of XML; the least used leaves first. */
final class CompiledCache {

    private final Cache<String, Kept> kept;

    private record Kept(ModelSet models, int characters) {}

    CompiledCache(long mostCharacters) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(mostCharacters)
                .weigher((String key, Kept each) -> each.characters())
                .build();
    }

    /** Two requests that are the first with the same model compile it twice: it is cheaper than that one waits. */
    ModelSet get(SentModel sent, Function<SentModel, ModelSet> compile) {
        String key = key(sent);
        Kept known = kept.getIfPresent(key);
        if (known == null) {
            int characters = sent.resources().stream()
                    .mapToInt(each -> each.xml().length())
                    .sum();
            known = new Kept(compile.apply(sent), characters);
            kept.put(key, known);
        }
        return known.models();
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
