package dev.adjudge.rules.engine;

import java.util.List;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;

/** Compiles DMN models. */
public final class Engine {

    private Engine() {}

    /**
     * The models of these resources, which may import each other. What is wrong with one is among its messages.
     *
     * @throws RuntimeException when a resource is no DMN model at all
     */
    public static DMNRuntime compile(List<Resource> resources) {
        return DMNRuntimeBuilder.fromDefaults()
                .addProfile(new BoundedFeel())
                .setRootClassLoader(new NoClasses())
                .setDecisionLogicCompilerFactory((compiler, settings) -> new ExplainingCompiler(compiler))
                .buildConfiguration()
                .fromResources(resources)
                .getOrElseThrow(e -> new IllegalArgumentException(e.getMessage(), e));
    }

    /** What models may load by name: nothing. The second fence, behind the one that refuses functions of other languages. */
    private static final class NoClasses extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            throw new ClassNotFoundException(name + " can't be used in a DMN model");
        }
    }
}
