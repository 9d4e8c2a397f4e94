package dev.adjudge.rules;

import com.github.javaparser.ParseProblemException;
import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * DRL is code; this keeps it to what guardrails are made of. Conditions may look at the fact model, consequences may
 * only call {@code outcome}.
 */
final class DrlFence {

    private static final Pattern IMPORT =
            Pattern.compile("dev\\.adjudge\\.(rules\\.guard|fact)\\.(\\w+|\\*)|java\\.(math|time)\\.(\\w+|\\*)");
    private static final String OUTCOME = "dev.adjudge.rules.guard.Outcome";
    private static final Set<String> ATTRIBUTES = Set.of("ruleflow-group", "salience");
    private static final Set<String> CONCLUSIONS = Set.of("hold", "suppress", "clamp", "alarm");
    private static final Pattern STRINGS = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'");
    private static final Pattern COMMENTS = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern QUALIFIED =
            Pattern.compile("\\b(java|javax|jakarta|jdk|sun|com|org|io|net|dev)\\s*\\.\\s*\\w");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(eval|from|new|class|getClass|forName|System|Runtime|Process|ProcessBuilder|Thread|Class|ClassLoader|"
                    + "Object|Files|File|drools|kcontext|collect|over|entry-point|"
                    + "executable|function|while|for|do|synchronized|throw|try)\\b|\\b(init|action|reverse|result)\\s*\\(|->|::|\\?/|#");

    private final PackageDescr drl;
    private final BiConsumer<Integer, String> problem;

    /** @param problem takes the line and what is wrong there */
    DrlFence(PackageDescr drl, BiConsumer<Integer, String> problem) {
        this.drl = drl;
        this.problem = problem;
    }

    void check() {
        drl.getImports().stream()
                .filter(each -> !IMPORT.matcher(each.getTarget()).matches())
                .forEach(
                        each -> refuse(
                                each,
                                "import of " + each.getTarget()
                                        + " is not allowed: only dev.adjudge.rules.guard, dev.adjudge.fact, java.math, java.time"));
        drl.getFunctionImports().forEach(each -> refuse(each, "static imports are not allowed"));
        drl.getAccumulateImports().forEach(each -> refuse(each, "imports of accumulate functions are not allowed"));
        drl.getFunctions().forEach(each -> refuse(each, "functions are not allowed: say it as a condition"));
        drl.getTypeDeclarations().forEach(each -> refuse(each, "declared types are not allowed"));
        drl.getEnumDeclarations().forEach(each -> refuse(each, "declared types are not allowed"));
        drl.getEntryPointDeclarations().forEach(each -> refuse(each, "entry points are not allowed"));
        drl.getWindowDeclarations().forEach(each -> refuse(each, "windows are not allowed"));
        drl.getAttributes().forEach(each -> refuse(each, "an attribute belongs to one rule, not to the file"));
        drl.getGlobals().stream()
                .filter(each ->
                        !each.getType().equals(OUTCOME) || !each.getIdentifier().equals("outcome"))
                .forEach(each -> refuse(each, "the only global is: global " + OUTCOME + " outcome;"));
        if (drl.getUnit() != null) {
            refuse(drl.getUnit(), "rule units are not allowed");
        }
    }

    void check(RuleDescr rule, String when) {
        rule.getAttributes().values().stream()
                .filter(each -> !ATTRIBUTES.contains(each.getName()))
                .forEach(each ->
                        refuse(rule, "the attribute " + each.getName() + " is not allowed, only " + ATTRIBUTES));
        if (rule.getSalience() != null && !rule.getSalience().matches("-?\\d{1,6}")) {
            refuse(rule, "salience must be a whole number, and is " + rule.getSalience());
        }
        if (!rule.getNamedConsequences().isEmpty() || rule.getParentName() != null) {
            refuse(rule, "a rule has one consequence and extends no other");
        }
        forbidden(when)
                .ifPresent(word -> refuse(
                        rule,
                        "the condition uses " + word + ", which is not allowed: conditions "
                                + "look at the facts of dev.adjudge.rules.guard only"));
        consequence(rule);
    }

    private void consequence(RuleDescr rule) {
        // The parser tells the line of "then"; the consequence begins on the next, as everybody writes it.
        String then = String.valueOf(rule.getConsequence()).strip();
        int firstLine = rule.getConsequenceLine() + 1;
        List<Statement> statements;
        try {
            statements = StaticJavaParser.parseBlock("{" + then + "}").getStatements();
        } catch (ParseProblemException e) {
            problem.accept(
                    firstLine,
                    "the consequence can't be read: it must be calls like outcome.hold($proposal, \"why\");");
            return;
        }
        for (Statement statement : statements) {
            if (!concludes(statement)) {
                problem.accept(
                        firstLine + statement.getBegin().map(at -> at.line - 1).orElse(0),
                        "a consequence may only call outcome.hold, outcome.suppress, outcome.clamp or outcome.alarm, and this says: "
                                + statement);
            }
        }
    }

    private static boolean concludes(Statement statement) {
        return statement.isExpressionStmt()
                && statement.asExpressionStmt().getExpression() instanceof MethodCallExpr call
                && call.getScope()
                        .filter(scope -> scope.toString().equals("outcome"))
                        .isPresent()
                && CONCLUSIONS.contains(call.getNameAsString())
                && call.getArguments().stream().allMatch(DrlFence::harmless);
    }

    /** Literals, bound variables, their properties, and sums and comparisons of these. */
    private static boolean harmless(Expression expression) {
        if (expression instanceof BinaryExpr binary) {
            return harmless(binary.getLeft()) && harmless(binary.getRight());
        }
        if (expression instanceof ConditionalExpr either) {
            return harmless(either.getCondition()) && harmless(either.getThenExpr()) && harmless(either.getElseExpr());
        }
        if (expression instanceof EnclosedExpr enclosed) {
            return harmless(enclosed.getInner());
        }
        if (expression instanceof UnaryExpr unary) {
            return harmless(unary.getExpression());
        }
        if (expression instanceof FieldAccessExpr field) {
            return harmless(field.getScope());
        }
        if (expression instanceof MethodCallExpr call) {
            return !call.getNameAsString().equals("getClass")
                    && call.getScope().filter(DrlFence::harmless).isPresent()
                    && call.getArguments().stream().allMatch(DrlFence::harmless);
        }
        return expression instanceof LiteralExpr
                || (expression instanceof NameExpr name
                        && name.getNameAsString().startsWith("$"));
    }

    private static Optional<String> forbidden(String code) {
        // Escapes could spell what is forbidden; authors have no need of them outside strings.
        String bare = COMMENTS.matcher(STRINGS.matcher(code).replaceAll("\"\"")).replaceAll(" ");
        if (bare.contains("\\u")) {
            return Optional.of("\\u");
        }
        Matcher word = FORBIDDEN.matcher(bare);
        if (word.find()) {
            return Optional.of(word.group());
        }
        Matcher qualified = QUALIFIED.matcher(bare);
        return qualified.find() ? Optional.of(qualified.group()) : Optional.empty();
    }

    private void refuse(BaseDescr where, String why) {
        problem.accept(where.getLine(), why);
    }
}
