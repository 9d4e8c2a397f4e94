package dev.adjudge.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.drools.model.Model;

/**
 * One DRL file, checked and compiled. The classes stand for themselves, so that a service that starts with files it was
 * packaged with compiles nothing.
 *
 * @param model the name of the class that is the rules
 * @param classes class files by class name
 */
record DrlUnit(List<Guardrail> guardrails, String model, Map<String, byte[]> classes) {

    private static final String CONTENTS = "unit.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the archive says beside the classes. */
    record Contents(List<Guardrail> guardrails, String model) {}

    /** The rules, in a class loader of their own: with the last session of a release they are gone. */
    Model load() {
        try {
            return (Model) Class.forName(model, true, new Loader(classes))
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The compiled rules " + model + " can't be loaded", e);
        }
    }

    void writeTo(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(CONTENTS));
            zip.write(JSON.writeValueAsBytes(new Contents(guardrails, model)));
            for (Map.Entry<String, byte[]> each : new TreeMap<>(classes).entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
    }

    static DrlUnit readFrom(byte[] archive) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
            byte[] json = java.util.Objects.requireNonNull(entries.remove(CONTENTS), CONTENTS);
            Contents contents = JSON.readValue(json, Contents.class);
            return new DrlUnit(contents.guardrails(), contents.model(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(DrlUnit.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classes.get(name.replaceFirst("\\.class$", "").replace('/', '.'));
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        }
    }
}
