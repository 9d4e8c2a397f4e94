package dev.adjudge.rules.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kie.dmn.api.marshalling.DMNExtensionRegister;
import org.kie.dmn.core.compiler.DMNProfile;
import org.kie.dmn.core.compiler.DRGElementCompiler;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.functions.BuiltInFunctions;

/** FEEL as the standard has it, with every built-in function watched by the {@link Budget}. */
final class BoundedFeel implements DMNProfile {

    /** The compiler knows these by identity, to compute constants once. */
    private static final Set<String> TEMPORAL = Set.of("date", "time", "date and time", "duration");

    private static final List<FEELFunction> FUNCTIONS = functions();

    @Override
    public List<FEELFunction> getFEELFunctions() {
        return FUNCTIONS;
    }

    @Override
    public List<DMNExtensionRegister> getExtensionRegisters() {
        return List.of();
    }

    @Override
    public List<DRGElementCompiler> getDRGElementCompilers() {
        return List.of();
    }

    private static List<FEELFunction> functions() {
        List<FEELFunction> functions = new ArrayList<>();
        for (FEELFunction function : BuiltInFunctions.getFunctions()) {
            if (!TEMPORAL.contains(function.getName())) {
                functions.add(new BoundedFunction(function.getName().equals("split") ? new Split() : function));
            }
        }
        return List.copyOf(functions);
    }
}
