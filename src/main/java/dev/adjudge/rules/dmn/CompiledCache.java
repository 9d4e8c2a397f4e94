package dev.adjudge.rules.dmn;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.adjudge.platform.Sha256;
import java.security.MessageDigest;
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
        MessageDigest digest = Sha256.start();
        for (SentModel.Resource each : sent.resources()) {
            Sha256.take(digest, each.uri());
            Sha256.take(digest, each.xml());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
