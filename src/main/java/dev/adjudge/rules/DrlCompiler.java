package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Checks one DRL file and compiles it. */
final class DrlCompiler {

    private static final String SOURCES = "src/main/resources/";
    private static final AtomicLong BUILDS = new AtomicLong();
    private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final Duration AFTER_START = Duration.ofSeconds(10);
    private static final int SHORTEST_TELLING_WORD = 3;

    /** What the author never wrote, and should not have to read; the message before it says what is wrong. */
    private static final String GENERATED = "Java source of ";

    private final String path;
    private final String text;
    private final List<RuleProblem> problems;

    private DrlCompiler(String path, String text, List<RuleProblem> problems) {
        this.path = path;
        this.text = text;
        this.problems = problems;
    }

    /** Empty when the file is broken, and then the problems say why. */
    static Optional<DrlUnit> compile(String path, String text, List<RuleProblem> problems) {
        DrlFile file = DrlFile.read(path, text);
        problems.addAll(file.problems());
        return file.problems().isEmpty()
                ? new DrlCompiler(path, text, problems).build(file.guardrails())
                : Optional.empty();
    }

    /**
     * The first file that a process compiles takes seconds, the next ones a fraction of one. Where files are edited, the
     * first is compiled before anybody saves one, and after the service had its first seconds for itself.
     */
    static void warmUpLater(Map<String, String> files) {
        Executor later = CompletableFuture.delayedExecutor(AFTER_START.toSeconds(), TimeUnit.SECONDS);
        files.entrySet().stream()
                .max(Comparator.comparing(file -> file.getValue().length()))
                .ifPresent(file -> later.execute(() -> compile(file.getKey(), file.getValue(), new ArrayList<>())));
    }

    private Optional<DrlUnit> build(List<Guardrail> guardrails) {
        KieServices kie = KieServices.Factory.get();
        ReleaseId id = kie.newReleaseId("dev.adjudge", "rules", "1." + BUILDS.incrementAndGet());
        try {
            KieFileSystem sources = kie.newKieFileSystem();
            sources.generateAndWritePomXML(id);
            sources.write(SOURCES + path, text);
            KieBuilder builder = kie.newKieBuilder(sources, DrlCompiler.class.getClassLoader());
            inPlainLocale(() -> builder.buildAll(ExecutableModelProject.class));
            List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (!errors.isEmpty()) {
                errors.stream()
                        .filter(error -> !error.getText().startsWith(GENERATED))
                        .forEach(error -> problems.add(problem(error)));
                if (problems.isEmpty()) {
                    problems.add(
                            RuleProblem.in(Code.DRL, path, "can't be compiled: a rule uses a fact as what it is not"));
                }
                return Optional.empty();
            }
            return Optional.of(unit(guardrails, (InternalKieModule) builder.getKieModule()));
        } catch (RuntimeException e) {
            problems.add(RuleProblem.in(Code.DRL, path, "can't be compiled: " + e.getMessage()));
            return Optional.empty();
        } finally {
            // Else every file that was ever compiled stays in memory.
            kie.getRepository().removeKieModule(id);
        }
    }

    /** The compiler spells types with the letters of the default locale, and Turkish has no "int". */
    private static synchronized void inPlainLocale(Runnable compiler) {
        Locale locale = Locale.getDefault();
        boolean plain = "I".toLowerCase(locale).equals("i");
        try {
            if (!plain) {
                Locale.setDefault(Locale.ROOT);
            }
            compiler.run();
        } finally {
            if (!plain) {
                Locale.setDefault(locale);
            }
        }
    }

    private static DrlUnit unit(List<Guardrail> guardrails, InternalKieModule module) {
        Map<String, byte[]> classes = new HashMap<>();
        List<String> models = new ArrayList<>();
        for (String name : module.getFileNames()) {
            if (name.endsWith(".class")) {
                classes.put(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'), module.getBytes(name));
            } else if (name.endsWith("/drools-model")) {
                new String(module.getBytes(name), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.contains(":"))
                        .forEach(models::add);
            }
        }
        if (models.size() != 1) {
            throw new IllegalStateException("the compiler made " + models.size() + " models of it, not 1");
        }
        return new DrlUnit(guardrails, models.get(0), Map.copyOf(classes));
    }

    private static String inAuthorsWords(String message) {
        return message.replaceFirst("^\\[ERR \\d+] ", "")
                .replaceFirst(
                        "^Unable to parse left part of expression: (\\S+)",
                        "the fact has no property \"$1\"; rules/README.md lists those there are")
                .replaceFirst("^Unable to find class: (\\S+)", "there is no fact \"$1\", or it is not imported")
                .replaceFirst(
                        "^(\\S+) cannot be resolved to a variable",
                        "nothing is called $1: bind it in the condition first");
    }

    /** The compiler names a line at best; else the first word of the file that it complains about is looked for. */
    private RuleProblem problem(Message error) {
        String message = inAuthorsWords(error.getText().strip());
        if (error.getLine() > 0 && String.valueOf(error.getPath()).endsWith(path)) {
            return RuleProblem.at(Code.DRL, path, error.getLine(), message);
        }
        Matcher word = WORD.matcher(message.lines().findFirst().orElse(""));
        String[] lines = text.split("\n", -1);
        int rarest = Integer.MAX_VALUE;
        int place = 0;
        while (word.find()) {
            if (word.group().length() < SHORTEST_TELLING_WORD) {
                continue;
            }
            Pattern whole = Pattern.compile("(?<![\\w$])" + Pattern.quote(word.group()) + "(?![\\w$])");
            int found = 0;
            int first = 0;
            for (int i = lines.length - 1; i >= 0; i--) {
                if (whole.matcher(lines[i]).find()) {
                    found++;
                    first = i + 1;
                }
            }
            if (found > 0 && found < rarest) {
                rarest = found;
                place = first;
            }
        }
        return place == 0 ? RuleProblem.in(Code.DRL, path, message) : RuleProblem.at(Code.DRL, path, place, message);
    }
}
