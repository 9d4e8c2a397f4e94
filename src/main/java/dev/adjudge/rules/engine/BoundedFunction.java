package dev.adjudge.rules.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.Symbol;
import org.kie.dmn.feel.lang.Type;
import org.kie.dmn.feel.lang.impl.NamedParameter;
import org.kie.dmn.feel.lang.types.FunctionSymbol;
import org.kie.dmn.feel.runtime.FEELFunction;

/** A built-in function whose arguments and result count against the {@link Budget}. */
final class BoundedFunction implements FEELFunction {

    private static final Set<String> COMPARE_EACH = Set.of("distinct values", "union", "mode", "nn mode");

    private final FEELFunction function;
    private final Symbol symbol;
    private final boolean comparesEach;

    BoundedFunction(FEELFunction function) {
        this.function = function;
        this.symbol = new FunctionSymbol(function.getName(), this);
        this.comparesEach = COMPARE_EACH.contains(function.getName());
    }

    @Override
    public @Nullable Object invokeReflectively(EvaluationContext context, @Nullable Object[] arguments) {
        Budget budget = Budget.current();
        if (budget == null) {
            return function.invokeReflectively(context, arguments);
        }
        int compared = 0;
        for (Object argument : arguments) {
            Object value = argument instanceof NamedParameter named ? named.getValue() : argument;
            budget.take(value);
            compared += value instanceof Collection<?> list ? list.size() : 0;
        }
        if (comparesEach) {
            budget.compareEach(compared);
        }
        Object result = function.invokeReflectively(context, arguments);
        budget.take(result);
        budget.look();
        return result;
    }

    @Override
    public String getName() {
        return function.getName();
    }

    @Override
    public Symbol getSymbol() {
        return symbol;
    }

    @Override
    public List<List<Param>> getParameters() {
        return function.getParameters();
    }

    @Override
    public @Nullable Object defaultValue() {
        return function.defaultValue();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List feelDialectAdaptedInputList(List list) {
        return function.feelDialectAdaptedInputList(list);
    }

    @Override
    public boolean isCompatible(Type[] inputTypes, Type outputType) {
        return function.isCompatible(inputTypes, outputType);
    }

    @Override
    public String toString() {
        return function.toString();
    }
}
