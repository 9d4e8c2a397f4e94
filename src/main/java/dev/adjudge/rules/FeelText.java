package dev.adjudge.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.lang.Type;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.QualifiedNameNode;
import org.kie.dmn.feel.lang.impl.FEELEventListenersManager;
import org.kie.dmn.feel.lang.impl.MapBackedType;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.feel.lang.types.DefaultBuiltinFEELTypeRegistry;
import org.kie.dmn.feel.parser.feel11.ASTBuilderVisitor;
import org.kie.dmn.feel.parser.feel11.FEELParser;
import org.kie.dmn.feel.parser.feel11.FEEL_1_1Parser;
import org.kie.dmn.feel.runtime.events.SyntaxErrorEvent;

/** The text of a FEEL expression that somebody sent or wrote into a cell: its syntax tree, and what is wrong where. */
final class FeelText {

    private static final int LONGEST = 2_000;
    private static final int MOST_ALTERNATIVES = 12;

    private FeelText() {}

    /** @param names dotted names that the expression may use */
    static BaseNode parse(String text, Collection<String> names) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Wrong(" has " + text.length() + " characters; send a FEEL expression of 1 to " + LONGEST);
        }
        String excess = FormulaFence.excess(text);
        if (excess != null) {
            throw new Wrong(" can't be read: " + excess);
        }
        List<FEELEvent> events = new ArrayList<>();
        FEELEventListenersManager listeners = new FEELEventListenersManager();
        listeners.addListener(events::add);
        Map<String, Type> types = types(names);
        FEEL_1_1Parser parser = FEELParser.parse(
                listeners, text, types, Map.of(), List.of(), List.of(), DefaultBuiltinFEELTypeRegistry.INSTANCE);
        BaseNode tree;
        try {
            tree = new ASTBuilderVisitor(types, DefaultBuiltinFEELTypeRegistry.INSTANCE)
                    .visit(parser.compilation_unit());
        } catch (RuntimeException e) {
            throw new Wrong(" is not a FEEL expression: " + text);
        } catch (StackOverflowError e) {
            throw new Wrong(" is nested too deeply");
        }
        for (FEELEvent event : events) {
            if (event instanceof SyntaxErrorEvent error) {
                throw new Wrong(" is not a FEEL expression: at character " + (error.getColumn() + 1) + ", "
                        + error.getMessage());
            }
        }
        if (tree == null) {
            throw new Wrong(" is not a FEEL expression: " + text);
        }
        return tree;
    }

    /** The dotted name that a node spells. */
    static String name(BaseNode node) {
        return node instanceof QualifiedNameNode qualified
                ? String.join(".", qualified.getPartsAsStringArray())
                : node.getText().replaceAll("\\s*\\.\\s*", ".").strip();
    }

    /** The names that begin as this one does, as far as any does. */
    static String alternatives(String name, Collection<String> known) {
        String begin = name;
        while (!begin.isEmpty()) {
            String prefix = begin;
            List<String> near = known.stream()
                    .filter(each -> each.startsWith(prefix))
                    .sorted()
                    .toList();
            if (!near.isEmpty()) {
                return near.stream().limit(MOST_ALTERNATIVES).collect(Collectors.joining(", "));
            }
            begin = begin.contains(".") ? begin.substring(0, begin.lastIndexOf('.')) : "";
        }
        return known.stream()
                .map(each -> each.startsWith("facts.") ? "facts.…" : each)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** An expression that can't be used; the message is what stands behind its name. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    static Wrong wrong(BaseNode node, String what) {
        String part = node.getText();
        return new Wrong(", at character " + (node.getStartColumn() + 1) + ", \"" + part + "\": " + what);
    }

    /** Types only so that the parser knows which names there are: the kinds are checked on the tree. */
    private static Map<String, Type> types(Collection<String> names) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (String name : names) {
            String[] parts = name.split("\\.");
            if (parts.length == 1) {
                types.put(name, BuiltInType.UNKNOWN);
                continue;
            }
            MapBackedType at = (MapBackedType) types.computeIfAbsent(parts[0], part -> new MapBackedType(part));
            for (int i = 1; i < parts.length - 1; i++) {
                Type next = at.getFields().get(parts[i]);
                if (next == null) {
                    next = new MapBackedType(parts[i]);
                    at.addField(parts[i], next);
                }
                at = (MapBackedType) next;
            }
            at.addField(parts[parts.length - 1], BuiltInType.UNKNOWN);
        }
        return types;
    }
}
