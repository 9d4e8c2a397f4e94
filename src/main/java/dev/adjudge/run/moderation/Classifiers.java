package dev.adjudge.run.moderation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.ai.ChosenClassifier;
import dev.adjudge.ai.Classifier;
import dev.adjudge.ai.ClassifierFailed;
import dev.adjudge.ai.LabelledText;
import dev.adjudge.ai.LocalClassifier;
import dev.adjudge.ai.LocalTraining;
import dev.adjudge.ai.LocalTraining.Outcome;
import dev.adjudge.ai.Providers;
import dev.adjudge.ai.Rescore;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.ClassifierStore;
import dev.adjudge.warehouse.ClassifierStore.Trained;
import dev.adjudge.warehouse.ItemLabels;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The versions of the local classifier: trained from what moderators decided, compared, and chosen by somebody who saw the difference. */
@ApplicationScoped
public class Classifiers {

    private static final Logger log = Logger.getLogger(Classifiers.class);
    private static final int MOST_LABELS = 20_000;

    private final ChosenClassifier local;
    private final Providers providers;
    private final ClassifierStore store;
    private final ItemLabels labels;
    private final AuditLog audit;
    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;

    Classifiers(
            ChosenClassifier local,
            Providers providers,
            ClassifierStore store,
            ItemLabels labels,
            AuditLog audit,
            DataSource database,
            ObjectMapper json,
            Clock clock) {
        this.local = local;
        this.providers = providers;
        this.store = store;
        this.labels = labels;
        this.audit = audit;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A version.
     *
     * @param base the version that it was made from; null for the one that ships
     * @param report how it compares with that on decisions that it didn't learn from; null for the one that ships
     * @param chosen whether it is the one that counts
     */
    public record Version(
            String version,
            @Nullable String base,
            @Nullable JsonNode report,
            @Nullable String trainedBy,
            @Nullable Instant createdAt,
            boolean chosen) {}

    /** What was chosen stays chosen after a restart. */
    void start(@Observes StartupEvent event) {
        follow();
    }

    @Scheduled(
            identity = "classifier",
            every = "10s",
            delayed = "10s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void follow() {
        Optional<String> chosen = store.chosen();
        String now = chosen.orElseGet(Classifiers::shipped);
        if (!local.version().version().equals(now)) {
            local.use(LocalClassifier.of(weights(now)));
            log.infof("Classifier follows what was chosen, version=%s", now);
        }
    }

    /** The trained ones, newest first, and the one that ships. */
    public List<Version> all() {
        List<Version> all = new ArrayList<>();
        boolean trained = false;
        for (Trained one : store.all()) {
            all.add(version(one));
            trained |= one.chosen();
        }
        all.add(new Version(shipped(), null, null, null, null, !trained));
        return all;
    }

    /**
     * Makes a new version of the one that counts, from what people decided.
     *
     * @throws Problem 409 when they decided too little, or nothing since the last one was made
     */
    public Version train(Caller caller) {
        String base = local.version().version();
        byte[] weights = weights(base);
        List<LabelledText> decisions = new ArrayList<>();
        for (ItemLabels.Labelled one : labels.latest(MOST_LABELS)) {
            decisions.add(0, new LabelledText(one.text(), one.intent(), one.sentiment()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Outcome outcome = LocalTraining.train(
                weights, decisions, now.atOffset(ZoneOffset.UTC).toLocalDate());
        if (outcome instanceof Outcome.TooFew few) {
            throw Problem.conflict(few.message());
        }
        Outcome.Made made = (Outcome.Made) outcome;
        Trained trained = new Trained(made.made().version().version(), base, report(made), caller.actor(), now, false);
        Sql.change(database, connection -> {
            if (!store.add(connection, trained, made.made().weights())) {
                throw Problem.conflict(
                        "These decisions were learnt from already: that made version " + trained.version());
            }
            audit.add(
                    connection,
                    Happening.of(
                            caller,
                            "classifier.trained",
                            "classifier:" + trained.version(),
                            Map.of("version", base),
                            Map.of(
                                    "version",
                                    trained.version(),
                                    "learntFrom",
                                    made.learntFrom(),
                                    "better",
                                    made.better()),
                            null));
        });
        return version(trained);
    }

    /** What would change, on the texts that come with the service, if this version were chosen. */
    public Rescore difference(String version) {
        try {
            return Rescore.ofSample(
                    LocalClassifier.of(weights(local.version().version())), LocalClassifier.of(weights(version)));
        } catch (ClassifierFailed e) {
            throw new IllegalStateException("The local classifier never fails", e);
        }
    }

    /**
     * What would change, on the texts that come with the service, if the settings named another provider, or another of its models.
     *
     * @param provider {@code local} or {@code openai}
     * @param model as its server calls it; null for the one that is set. Of {@code openai} alone
     * @throws Problem 422 when there is no such provider or it has one model only; 503 when one of the two does not answer
     */
    public Rescore differenceTo(String provider, @Nullable String model) {
        Classifier candidate = providers.candidate(provider, model).orElseThrow(() -> {
            String detail = "is '" + provider + "'; it must be local or openai, and openai where a model is named";
            return Problem.wrong("provider " + detail, new Problem.FieldError("provider", detail));
        });
        try {
            return Rescore.ofSample(providers.chosen().orElseThrow(), candidate);
        } catch (ClassifierFailed e) {
            throw Problem.away("The two can't be compared: " + e.getMessage(), Duration.ofMinutes(1));
        }
    }

    /**
     * Makes a version the one that counts. Other replicas follow within ten seconds.
     *
     * @param seen between which versions the caller saw the difference, as {@link #tag}
     * @throws Problem 412 when that is not the difference from the version that counts now
     */
    public Version choose(String version, @Nullable String seen, Caller caller) {
        byte[] weights = weights(version);
        String before = local.version().version();
        if (!tag(before, version).equals(seen)) {
            throw Problem.stale((seen == null ? "If-Match is missing" : "If-Match is \"" + seen + "\"")
                    + "; look at GET /api/classifiers/" + version + "/difference first, and send its ETag");
        }
        Sql.change(database, connection -> {
            store.choose(connection, version);
            audit.add(
                    connection,
                    Happening.of(
                            caller,
                            "classifier.chosen",
                            "classifier:" + version,
                            Map.of("version", before),
                            Map.of("version", version),
                            null));
        });
        local.use(LocalClassifier.of(weights));
        return all().stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** Names the difference between two versions. */
    public static String tag(String from, String to) {
        return from + "-" + to;
    }

    private static String shipped() {
        return ChosenClassifier.shipped().version();
    }

    private byte[] weights(String version) {
        return version.equals(shipped())
                ? LocalClassifier.shipped()
                : store.weights(version)
                        .orElseThrow(() -> Problem.unknown("There is no version '" + version
                                + "' of the classifier; GET /api/classifiers lists those there are"));
    }

    private Version version(Trained one) {
        try {
            return new Version(
                    one.version(),
                    one.base(),
                    json.readTree(one.report()),
                    one.trainedBy(),
                    one.createdAt(),
                    one.chosen());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored report is no JSON", e);
        }
    }

    private String report(Outcome.Made made) {
        try {
            return json.writeValueAsString(Map.of(
                    "learntFrom",
                    made.learntFrom(),
                    "heldOut",
                    made.candidate().texts(),
                    "better",
                    made.better(),
                    "base",
                    made.base(),
                    "candidate",
                    made.candidate()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report can't be written as JSON", e);
        }
    }
}
