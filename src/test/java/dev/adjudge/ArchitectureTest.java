package dev.adjudge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.util.Arrays;
import java.util.stream.Stream;

/** The house: a room for each step the data takes, and which rooms it may look into. */
@AnalyzeClasses(packages = "dev.adjudge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "dev.adjudge..";

    /** What connectors implement, and the words those ports speak. */
    private static final DescribedPredicate<JavaClass> PORTS = DescribedPredicate.describe("a port", type -> Stream.of(
                    "ingest.Fact",
                    "ingest.Item",
                    "act.Action",
                    "act.Message",
                    "act.Live",
                    "act.Outcome",
                    "act.Board",
                    "act.Kpi")
            .anyMatch(port -> type.getName().startsWith("dev.adjudge." + port)));

    @ArchTest
    static final ArchRule fact_knows_nothing_of_ours = room("fact").mayImport();

    @ArchTest
    static final ArchRule warehouse_knows_facts = room("warehouse").mayImport("fact");

    @ArchTest
    static final ArchRule ingest_knows_facts_and_where_they_rest =
            room("ingest").mayImport("fact", "warehouse");

    @ArchTest
    static final ArchRule decision_knows_facts = room("decision").mayImport("fact");

    @ArchTest
    static final ArchRule rules_know_facts_and_decisions = room("rules").mayImport("fact", "decision");

    @ArchTest
    static final ArchRule run_is_the_only_orchestrator =
            room("run").mayImport("fact", "warehouse", "ai", "decision", "rules", "act", "audit");

    @ArchTest
    static final ArchRule act_knows_decisions_and_audit = room("act").mayImport("decision", "audit");

    @ArchTest
    static final ArchRule audit_knows_facts_and_decisions = room("audit").mayImport("fact", "decision");

    @ArchTest
    static final ArchRule connectors_know_the_ports = room("connector").mayImport("fact", "decision", "ingest", "act");

    private static final String[] ROOMS_ABOVE = {
        "fact", "warehouse", "ingest", "ai", "decision", "rules", "run", "act", "creative", "audit", "connector"
    };

    @ArchTest
    static final ArchRule api_knows_the_rooms_above = room("api").mayImport(ROOMS_ABOVE);

    @ArchTest
    static final ArchRule console_knows_the_rooms_above = room("console").mayImport(ROOMS_ABOVE);

    @ArchTest
    static final ArchRule platform_has_no_business_words = room("platform").mayImport();

    @ArchTest
    static final ArchRule rooms_form_no_circle =
            slices().matching("dev.adjudge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule vendors_never_import_each_other =
            slices().matching("dev.adjudge.connector.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule connectors_use_only_the_ports_of_ingest_and_act = noClasses()
            .that()
            .resideInAPackage("dev.adjudge.connector..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.adjudge.ingest..", "dev.adjudge.act..")
                    .and(DescribedPredicate.not(PORTS)));

    @ArchTest
    static final ArchRule only_rules_know_drools_and_dmn = noClasses()
            .that()
            .resideOutsideOfPackage("dev.adjudge.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.drools..", "org.kie..");

    @ArchTest
    static final ArchRule entities_stay_in_their_room =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule names_are_business_words =
            noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Dto)");

    private static Room room(String name) {
        return new Room(name);
    }

    /** A package of ours and what it may import of ours, beside itself and platform. */
    private record Room(String name) {
        ArchRule mayImport(String... others) {
            String[] open = Stream.concat(Stream.of(name, "platform"), Arrays.stream(others))
                    .map(other -> "dev.adjudge." + other + "..")
                    .toArray(String[]::new);
            DescribedPredicate<JavaClass> closed =
                    resideInAPackage(OURS).and(DescribedPredicate.not(resideInAnyPackage(open)));
            return noClasses()
                    .that()
                    .resideInAPackage("dev.adjudge." + name + "..")
                    .should()
                    .dependOnClassesThat(closed)
                    .as(name + " may import " + (others.length == 0 ? "nothing of ours" : String.join(", ", others)));
        }
    }
}
