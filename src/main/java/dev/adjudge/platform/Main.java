package dev.adjudge.platform;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service; with the argument {@code sandbox} the simulated platforms alone, as the profile of that name sets them up. */
@QuarkusMain
public final class Main {

    private static final String SANDBOX = "sandbox";
    private static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length > 0 && !arguments[0].equals(SANDBOX)) {
            System.err.println(
                    "There is nothing called '" + arguments[0]
                            + "' to start. Without an argument the service starts, with 'sandbox' the simulated platforms alone");
            System.exit(WRONG_USAGE);
        }
        if (arguments.length > 0) {
            System.setProperty("quarkus.profile", "prod," + SANDBOX);
        }
        Quarkus.run(arguments);
    }
}
