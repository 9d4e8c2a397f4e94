package dev.adjudge.ingest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platforms that campaigns may be on, by all their names. */
final class Platforms {

    private final List<String> names;
    private final Map<String, String> byPlainName = new LinkedHashMap<>();

    Platforms(Collection<String> names) {
        this.names = List.copyOf(names);
        for (String name : names) {
            byPlainName.put(Spellings.plain(name), name);
            Spellings.KNOWN.of("alias." + name).forEach(alias -> byPlainName.put(Spellings.plain(alias), name));
        }
    }

    /** Null for one that is not known. */
    @Nullable String find(String word) {
        for (String name : names) {
            if (name.equals(word)) {
                return name;
            }
        }
        return word.length() > 100 ? null : byPlainName.get(Spellings.plain(word));
    }

    boolean has(String name) {
        return names.contains(name);
    }

    String allowed() {
        return String.join(", ", names);
    }
}
