package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** One DRL file, read: its guardrails, and what is wrong with it. */
final class DrlFile {

    private static final Pattern WHEN = Pattern.compile("(?s)\\bwhen\\b(.*?)\\bthen\\b");
    private static final Pattern COMMENT = Pattern.compile("\\s*//\\s?(.*)");

    private final String path;
    private final String text;
    private final String[] lines;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<Guardrail> guardrails = new ArrayList<>();

    private DrlFile(String path, String text) {
        this.path = path;
        this.text = text;
        this.lines = text.split("\n", -1);
    }

    static DrlFile read(String path, String text) {
        DrlFile file = new DrlFile(path, text);
        file.read();
        return file;
    }

    List<RuleProblem> problems() {
        return problems;
    }

    List<Guardrail> guardrails() {
        return guardrails;
    }

    private void read() {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr drl;
        try {
            drl = parser.parse(false, text);
        } catch (DroolsParserException e) {
            problems.add(RuleProblem.in(Code.DRL, path, "can't be read: " + e.getMessage()));
            return;
        } catch (StackOverflowError e) {
            problems.add(RuleProblem.in(Code.LIMIT, path, CompiledRules.TOO_DEEP));
            return;
        }
        parser.getErrors().forEach(error -> {
            String message = error.getMessage().replaceFirst("^\\[ERR \\d+] ", "");
            problems.add(
                    error instanceof ParserError at
                            ? RuleProblem.at(Code.DRL, path, at.getRow(), message)
                            : RuleProblem.in(Code.DRL, path, message));
        });
        if (drl == null || !problems.isEmpty()) {
            return;
        }
        String expected = path.substring(0, path.lastIndexOf('/')).replace('/', '.');
        if (!expected.equals(drl.getName())) {
            problem(1, "the package must be named after the folder: package " + expected + ";");
        }
        DrlFence fence = new DrlFence(drl, this::problem);
        fence.check();
        for (RuleDescr rule : drl.getRules()) {
            String when = condition(rule);
            fence.check(rule, when);
            guardrail(rule, when);
        }
    }

    private void guardrail(RuleDescr rule, String when) {
        AttributeDescr group = rule.getAttributes().get("ruleflow-group");
        Optional<Step> step =
                Optional.ofNullable(group).map(AttributeDescr::getValue).flatMap(Step::of);
        if (step.isEmpty()) {
            problem(
                    rule.getLine(),
                    "rule \"" + rule.getName() + "\" names no step: ruleflow-group must be one of "
                            + java.util.Arrays.stream(Step.values())
                                    .map(each -> "\"" + each.words() + "\"")
                                    .toList());
        }
        String owner = annotation(rule, "owner");
        String guardrail = annotation(rule, "guardrail");
        String description = comment(rule.getLine());
        if (description.isBlank()) {
            problem(rule.getLine(), "rule \"" + rule.getName() + "\" has no comment above it that says why");
        }
        step.ifPresent(found -> guardrails.add(new Guardrail(
                rule.getName(),
                guardrail,
                found,
                owner,
                description,
                path,
                when.strip(),
                String.valueOf(rule.getConsequence()).strip())));
    }

    private String annotation(RuleDescr rule, String name) {
        AnnotationDescr annotation = rule.getAnnotation(name);
        Object value = annotation == null ? null : annotation.getSingleValue();
        String word =
                value == null ? "" : value.toString().replaceAll("^\"|\"$", "").strip();
        if (word.isEmpty()) {
            problem(rule.getLine(), "rule \"" + rule.getName() + "\" has no @" + name + "(\"…\")");
        }
        return word;
    }

    /** The text between when and then, as the author wrote it. */
    private String condition(RuleDescr rule) {
        int start = Math.max(0, rule.getStartCharacter());
        int end = Math.min(text.length(), rule.getEndCharacter() + 1);
        Matcher matcher = WHEN.matcher(text.substring(start, Math.max(start, end)));
        return matcher.find() ? matcher.group(1) : "";
    }

    private String comment(int line) {
        List<String> comment = new ArrayList<>();
        for (int i = line - 2; i >= 0 && i < lines.length; i--) {
            Matcher matcher = COMMENT.matcher(lines[i]);
            if (!matcher.matches()) {
                break;
            }
            comment.add(0, matcher.group(1).strip());
        }
        return String.join(" ", comment);
    }

    private void problem(int line, String message) {
        problems.add(RuleProblem.at(Code.FENCE, path, line, message));
    }
}
