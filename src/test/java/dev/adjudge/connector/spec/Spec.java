package dev.adjudge.connector.spec;

import java.io.IOException;
import java.util.List;

/** A platform's own word on which requests it takes. */
@FunctionalInterface
interface Spec {

    /** What is wrong with a request; empty when nothing is. */
    List<String> problems(Asked request) throws IOException;
}
