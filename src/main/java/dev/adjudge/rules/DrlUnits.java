package dev.adjudge.rules;

import dev.adjudge.platform.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiled DRL files, by what they were compiled from. Compiling costs seconds in a service that has just started, so a
 * file is compiled once: when the service is packaged, or when it changes.
 */
final class DrlUnits {

    /** Where the build puts what it compiled. */
    static final String PACKAGED = "META-INF/adjudge/compiled-rules/";

    private static final int KEPT = 100;
    private static final Map<String, DrlUnit> UNITS =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, DrlUnit> eldest) {
                    return size() > KEPT;
                }
            });

    private static final String DROOLS_VERSION = "/META-INF/maven/org.drools/drools-base/pom.properties";

    /** What else decides how a file is checked and compiled: another one of these, another unit. */
    private static final List<String> MAKERS = List.of(
            DROOLS_VERSION,
            "DrlFence.class",
            "DrlFile.class",
            "DrlCompiler.class",
            "Step.class",
            "Guardrail.class",
            "guard/Account.class",
            "guard/Campaign.class",
            "guard/Gate.class",
            "guard/Item.class",
            "guard/ItemProposal.class",
            "guard/Limits.class",
            "guard/ModerationLimits.class",
            "guard/Outcome.class",
            "guard/PastAction.class",
            "guard/Proposal.class",
            "guard/Raise.class",
            "guard/Run.class",
            "guard/Switch.class",
            "guard/Wanted.class");

    private DrlUnits() {}

    /** Empty when the file is broken, and then the problems say why. */
    static Optional<DrlUnit> of(String path, String text, List<RuleProblem> problems) {
        String key = key(path, text);
        @Nullable DrlUnit known = UNITS.get(key);
        Optional<DrlUnit> unit =
                known != null ? Optional.of(known) : packaged(key).or(() -> DrlCompiler.compile(path, text, problems));
        unit.ifPresent(found -> UNITS.put(key, found));
        return unit;
    }

    static String key(String path, String text) {
        try {
            MessageDigest digest = Sha256.start();
            digest.update((path + "\n" + text).getBytes(StandardCharsets.UTF_8));
            for (String maker : MAKERS) {
                try (InputStream code = DrlUnits.class.getResourceAsStream(maker)) {
                    digest.update(java.util.Objects.requireNonNull(code, maker).readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<DrlUnit> packaged(String key) {
        try (InputStream archive = DrlUnits.class.getClassLoader().getResourceAsStream(PACKAGED + key + ".zip")) {
            return archive == null ? Optional.empty() : Optional.of(DrlUnit.readFrom(archive.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
