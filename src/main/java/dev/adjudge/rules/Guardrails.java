package dev.adjudge.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/** The DRL files of a release, compiled. Shared by all threads; each session is one thread's. */
record Guardrails(KieBase base, Map<String, Guardrail> byName) {

    private static final int MOST_RULES = 500;
    private static final String SOURCES = "src/main/resources/";
    private static final AtomicLong BUILDS = new AtomicLong();
    private static final Pattern QUOTED =
            Pattern.compile("['\"`]([A-Za-z_$][\\w$]*)['\"`]|\\b(\\w+) on null|: (\\w+)$");

    static Optional<Guardrails> compile(Map<String, String> files, List<RuleProblem> problems) {
        Map<String, Guardrail> byName = new LinkedHashMap<>();
        List<RuleProblem> found = new ArrayList<>();
        files.forEach((path, text) -> {
            DrlFile file = DrlFile.read(path, text);
            found.addAll(file.problems());
            for (Guardrail guardrail : file.guardrails()) {
                Guardrail other = byName.putIfAbsent(guardrail.name(), guardrail);
                if (other != null) {
                    found.add(RuleProblem.in(
                            path,
                            "the rule \"" + guardrail.name() + "\" is in " + other.file()
                                    + " too: each rule has its own name"));
                }
            }
        });
        if (byName.isEmpty() && found.isEmpty()) {
            found.add(
                    RuleProblem.in("rules", "there is no guardrail: without any, every proposal would be carried out"));
        }
        if (byName.size() > MOST_RULES) {
            found.add(RuleProblem.in("rules", byName.size() + " rules, at most " + MOST_RULES + " allowed"));
        }
        @Nullable KieBase base = found.isEmpty() ? build(files, found) : null;
        problems.addAll(found);
        return base == null ? Optional.empty() : Optional.of(new Guardrails(base, byName));
    }

    private static @Nullable KieBase build(Map<String, String> files, List<RuleProblem> problems) {
        KieServices kie = KieServices.Factory.get();
        ReleaseId id = kie.newReleaseId("dev.adjudge", "rules", "1." + BUILDS.incrementAndGet());
        try {
            KieFileSystem sources = kie.newKieFileSystem();
            sources.generateAndWritePomXML(id);
            files.forEach((path, text) -> sources.write(SOURCES + path, text));
            ClassLoader loader = Guardrails.class.getClassLoader();
            KieBuilder builder = kie.newKieBuilder(sources, loader);
            builder.buildAll(ExecutableModelProject.class);
            for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
                problems.add(problem(files, message));
            }
            if (!problems.isEmpty()) {
                return null;
            }
            KieContainer container = kie.newKieContainer(id, loader);
            return container.getKieBase();
        } catch (RuntimeException e) {
            problems.add(RuleProblem.in("rules", "the rules can't be compiled: " + e.getMessage()));
            return null;
        } finally {
            // Else every release that was ever compiled stays in memory.
            kie.getRepository().removeKieModule(id);
        }
    }

    /** Compiler messages name a file and line at best; else the word they complain about is looked up. */
    private static RuleProblem problem(Map<String, String> files, Message message) {
        String path = String.valueOf(message.getPath()).replaceFirst("^/?" + SOURCES, "");
        String text = message.getText().strip();
        if (files.containsKey(path) && message.getLine() > 0) {
            return RuleProblem.at(path, message.getLine(), text);
        }
        Map<String, Integer> places = new HashMap<>();
        Matcher word = QUOTED.matcher(text.lines().findFirst().orElse(""));
        while (word.find()) {
            for (int group = 1; group <= word.groupCount(); group++) {
                String name = word.group(group);
                if (name != null) {
                    files.forEach((file, content) -> lineOf(name, content).ifPresent(line -> places.put(file, line)));
                }
            }
        }
        if (places.size() == 1) {
            Map.Entry<String, Integer> place = places.entrySet().iterator().next();
            return RuleProblem.at(place.getKey(), place.getValue(), text);
        }
        return RuleProblem.in(files.containsKey(path) ? path : "rules", text);
    }

    private static Optional<Integer> lineOf(String word, String content) {
        Pattern whole = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
        String[] lines = content.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (whole.matcher(lines[i]).find()) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
