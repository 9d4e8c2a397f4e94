package dev.adjudge.rules.dmn;

import java.util.ArrayList;
import java.util.List;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.DMNUnaryTest;
import org.kie.dmn.core.impl.BaseDMNTypeImpl;
import org.kie.dmn.core.impl.CompositeTypeImpl;
import org.kie.dmn.feel.lang.Type;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.typesafe.DMNTypeUtils;

/** What a model's types are, as far as JSON cares. */
final class Types {

    private Types() {}

    /** Whether anything goes. The engine holds {@code Any} for a list of itself. */
    static boolean isAny(DMNType type) {
        return type.getBaseType() == null && !isRecord(type) && feel(type) == BuiltInType.UNKNOWN;
    }

    static boolean isRecord(DMNType type) {
        return type instanceof CompositeTypeImpl
                && (!type.getFields().isEmpty() || feel(type) != BuiltInType.CONTEXT && type.getBaseType() == null);
    }

    /** Whether it is a context of no declared entries. */
    static boolean isFreeContext(DMNType type) {
        return feel(type) == BuiltInType.CONTEXT && !isRecord(type) && !type.isCollection();
    }

    static Type feel(DMNType type) {
        return ((BaseDMNTypeImpl) type).getFeelType();
    }

    /** Whether the language has it, not the model. */
    static boolean isFeel(DMNType type) {
        return DMNTypeUtils.isFEELBuiltInType(type);
    }

    /** Whether the type itself, apart from what it is made of, says which values are allowed. */
    static boolean isConstrained(DMNType type) {
        BaseDMNTypeImpl own = (BaseDMNTypeImpl) type;
        return own.getAllowedValuesFEEL() != null || own.getTypeConstraintFEEL() != null;
    }

    static List<DMNUnaryTest> constraints(DMNType type) {
        List<DMNUnaryTest> tests = new ArrayList<>(type.getAllowedValues());
        tests.addAll(type.getTypeConstraint());
        return tests;
    }
}
