package dev.adjudge.rules.dmn;

import org.jspecify.annotations.Nullable;

/** A place in a JSON body, spelt (RFC 6901) only when somebody asks. */
record Pointer(@Nullable Pointer outer, String step) {

    static final Pointer ROOT = new Pointer(null, "");

    Pointer field(String name) {
        return new Pointer(this, name);
    }

    Pointer index(int index) {
        return new Pointer(this, String.valueOf(index));
    }

    @Override
    public String toString() {
        return outer == null ? "" : outer + "/" + step.replace("~", "~0").replace("/", "~1");
    }
}
