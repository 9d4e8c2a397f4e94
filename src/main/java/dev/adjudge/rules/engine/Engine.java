package dev.adjudge.rules.engine;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** Compiles DMN models. */
public final class Engine {

    private Engine() {}

    /**
     * The models of these files, which may import each other. What is wrong with one is among its messages.
     *
     * @param files the XML by path or URI
     * @throws RuntimeException when one is no DMN model at all
     */
    public static DMNRuntime compile(Map<String, String> files) {
        return DMNRuntimeBuilder.fromDefaults()
                .addProfile(new BoundedFeel())
                .setRootClassLoader(new NoClasses())
                .setDecisionLogicCompilerFactory((compiler, settings) -> new ExplainingCompiler(compiler))
                .buildConfiguration()
                .fromResources(resources(files))
                .getOrElseThrow(e -> new IllegalArgumentException(e.getMessage(), e));
    }

    static List<Resource> resources(Map<String, String> files) {
        List<Resource> resources = new ArrayList<>();
        files.forEach((path, xml) -> {
            Resource resource = ResourceFactory.newReaderResource(new StringReader(xml), "UTF-8");
            resource.setSourcePath(path);
            resources.add(resource);
        });
        return resources;
    }

    /** What models may load by name: nothing. The second fence, behind the one that refuses functions of other languages. */
    private static final class NoClasses extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            throw new ClassNotFoundException(name + " can't be used in a DMN model");
        }
    }
}
