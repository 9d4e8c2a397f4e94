package dev.adjudge.rules.engine;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.feel.runtime.events.InvalidParametersEvent;
import org.kie.dmn.feel.runtime.functions.BaseFEELFunction;
import org.kie.dmn.feel.runtime.functions.FEELFnResult;
import org.kie.dmn.feel.runtime.functions.ParameterName;

/** FEEL's {@code split}, by an expression that can be stopped. */
public final class Split extends BaseFEELFunction {

    Split() {
        super("split");
    }

    public FEELFnResult<List<String>> invoke(
            @ParameterName("string") @Nullable String string, @ParameterName("delimiter") @Nullable String delimiter) {
        if (string == null || delimiter == null) {
            return refused(string == null ? "string" : "delimiter", "cannot be null");
        }
        try {
            return FEELFnResult.ofResult(
                    Arrays.asList(Pattern.compile(delimiter).split(new WatchedChars(string), -1)));
        } catch (PatternSyntaxException e) {
            return refused("delimiter", "is invalid and can not be compiled");
        }
    }

    private static FEELFnResult<List<String>> refused(String parameter, String why) {
        return FEELFnResult.ofError(new InvalidParametersEvent(FEELEvent.Severity.ERROR, parameter, why));
    }
}
