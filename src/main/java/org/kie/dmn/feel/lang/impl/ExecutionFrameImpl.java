package org.kie.dmn.feel.lang.impl;

import dev.adjudge.rules.engine.Budget;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.util.EvalHelper;
import org.kie.dmn.feel.util.StringEvalHelper;

/**
 * The variables of a scope, in place of the interpreter's own class of this name, for two reasons. Each use counts
 * against the evaluation's {@link Budget}: nothing else in the interpreter can be stopped. And a loop, which leaves a scope
 * behind with each turn, finds outer variables past them at once, not through every earlier turn. A scope may outlive the
 * evaluation that made it (the function {@code range} keeps one for good): the budget is that of whoever uses it.
 */
@NullMarked
public class ExecutionFrameImpl implements ExecutionFrame {

    private final Map<String, @Nullable Object> variables;
    private @Nullable ExecutionFrame parent;
    private @Nullable ExecutionFrame nextToAsk;
    private @Nullable Object root;

    public ExecutionFrameImpl(@Nullable ExecutionFrame parentFrame) {
        this(parentFrame, 4);
    }

    public ExecutionFrameImpl(@Nullable ExecutionFrame parentFrame, int size) {
        Budget.spend();
        variables = new HashMap<>(size);
        parent = parentFrame;
        nextToAsk = parentFrame;
    }

    public @Nullable ExecutionFrame getParentFrame() {
        return parent;
    }

    public void setParentFrame(@Nullable ExecutionFrame parentFrame) {
        parent = parentFrame;
        nextToAsk = parentFrame;
    }

    @Override
    public @Nullable Object getValue(String symbol) {
        Budget.spend();
        String name = StringEvalHelper.normalizeVariableName(symbol);
        ExecutionFrame frame = this;
        while (frame instanceof ExecutionFrameImpl here) {
            if (here.root != null) {
                EvalHelper.PropertyValueResult property = EvalHelper.getDefinedValue(here.root, name);
                if (property.isDefined()) {
                    return property.getValueResult().getOrElse(null);
                }
            }
            Object value = here.variables.get(name);
            if (value != null || here.variables.containsKey(name)) {
                return value;
            }
            frame = here.nextToAsk;
        }
        return frame == null ? null : frame.getValue(name);
    }

    @Override
    public boolean isDefined(String symbol) {
        Budget.spend();
        String name = StringEvalHelper.normalizeVariableName(symbol);
        ExecutionFrame frame = this;
        while (frame instanceof ExecutionFrameImpl here) {
            if (here.root != null && EvalHelper.getDefinedValue(here.root, name).isDefined()
                    || here.variables.containsKey(name)) {
                return true;
            }
            frame = here.nextToAsk;
        }
        return frame != null && frame.isDefined(name);
    }

    @Override
    public void setValue(String symbol, @Nullable Object value) {
        Budget.spend(value);
        variables.put(StringEvalHelper.normalizeVariableName(symbol), value);
        if (parent instanceof ExecutionFrameImpl outer
                && outer.root == null
                && outer.variables.size() == 1
                && variables.size() == 1
                && variables.keySet().equals(outer.variables.keySet())) {
            nextToAsk = outer.nextToAsk;
        } else if (nextToAsk != parent) {
            nextToAsk = parent;
        }
    }

    @Override
    public Map<String, @Nullable Object> getAllValues() {
        return variables;
    }

    @Override
    public void setRootObject(@Nullable Object v) {
        root = v;
    }

    @Override
    public @Nullable Object getRootObject() {
        return root;
    }
}
