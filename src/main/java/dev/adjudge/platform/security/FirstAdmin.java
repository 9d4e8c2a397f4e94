package dev.adjudge.platform.security;

import dev.adjudge.platform.Listening;
import dev.adjudge.platform.OwnAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Prints the address at which the first admin signs in, once, where nobody else could let them in. */
@ApplicationScoped
class FirstAdmin {

    private static final Logger log = Logger.getLogger(FirstAdmin.class);

    private final Users users;
    private final OwnAddress address;
    private final boolean letInOtherwise;

    FirstAdmin(
            Users users,
            OwnAddress address,
            SecuritySettings settings,
            Instance<DevelopmentUsers> development,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean byProvider,
            @ConfigProperty(name = "adjudge.sandbox.alone", defaultValue = "false") boolean nobodyNeeds) {
        this.users = users;
        this.address = address;
        Optional<String> key = settings.bootstrapApiKey();
        this.letInOtherwise = nobodyNeeds || byProvider || key.isPresent() || development.isResolvable();
    }

    void listens(@ObservesAsync Listening now) {
        print();
    }

    private void print() {
        if (!letInOtherwise && users.hasNoAdmin()) {
            log.warnf(
                    "Nobody can sign in yet. Open this address to become the first admin; it is good once, and a new one"
                            + " is printed at each start until then:%n%n  %s%s%n",
                    address.uri(), users.draw(null));
        }
    }
}
