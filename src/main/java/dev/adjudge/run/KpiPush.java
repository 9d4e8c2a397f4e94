package dev.adjudge.run;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Kpi;
import dev.adjudge.act.KpiTarget;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.platform.Sha256;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Pushes the figures of each complete day (UTC) to where they are watched: once, and again when they were corrected, as platforms do for
 * 28 days. It looks at what was pushed, not at the time alone: what an outage left out is made up for.
 */
@ApplicationScoped
class KpiPush {

    private static final Logger log = Logger.getLogger(KpiPush.class);
    private static final int CORRECTED_FOR = 28;
    private static final int LONGEST_OUTAGE = 366;

    private static final Comparator<Kpi> ORDER =
            Comparator.comparing(Kpi::key).thenComparing(kpi -> kpi.attributes().toString());

    private final Instance<KpiTarget> targets;
    private final Instance<KpiSource> sources;
    private final PushedDays days;
    private final OneReplica replicas;
    private final Clock clock;

    KpiPush(
            Instance<KpiTarget> targets,
            Instance<KpiSource> sources,
            PushedDays days,
            OneReplica replicas,
            Clock clock) {
        this.targets = targets;
        this.sources = sources;
        this.days = days;
        this.replicas = replicas;
        this.clock = clock;
    }

    @Scheduled(
            identity = "kpis",
            every = "{adjudge.connector.databox.every}",
            delayed = "1m",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (KpiTarget target : targets) {
            if (target.isThere()) {
                replicas.does("kpis " + target.name(), () -> push(target));
            }
        }
    }

    private void push(KpiTarget target) {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        LocalDate from = from(target, yesterday);
        Map<LocalDate, String> before = days.hashes(target, from);
        Map<LocalDate, List<Kpi>> byDay = sources.stream()
                .flatMap(source -> source.of(from, yesterday).stream())
                .sorted(ORDER)
                .collect(Collectors.groupingBy(Kpi::day, TreeMap::new, Collectors.toList()));
        int pushed = 0;
        try {
            for (Map.Entry<LocalDate, List<Kpi>> day : byDay.entrySet()) {
                String hash = hash(day.getValue());
                if (!hash.equals(before.get(day.getKey()))) {
                    push(target, day.getValue());
                    days.pushed(target, day.getKey(), hash, day.getValue().size());
                    pushed++;
                }
            }
            days.well(target);
        } catch (ActionFailed e) {
            days.failed(target, String.valueOf(e.getMessage()));
            log.warnf("Figures can't be pushed; tried again every time, target=%s: %s", target.name(), e.getMessage());
        }
        if (pushed > 0) {
            log.infof("Figures pushed, target=%s days=%d", target.name(), pushed);
        }
    }

    private LocalDate from(KpiTarget target, LocalDate yesterday) {
        LocalDate usual = yesterday.minusDays(CORRECTED_FOR - 1L);
        LocalDate missed = days.last(target).map(last -> last.plusDays(1)).orElse(usual);
        LocalDate from = missed.isBefore(usual) ? missed : usual;
        LocalDate earliest = yesterday.minusDays(LONGEST_OUTAGE);
        return from.isBefore(earliest) ? earliest : from;
    }

    private static void push(KpiTarget target, List<Kpi> all) throws ActionFailed {
        for (int i = 0; i < all.size(); i += target.most()) {
            target.push(all.subList(i, Math.min(i + target.most(), all.size())));
        }
    }

    private static String hash(List<Kpi> kpis) {
        MessageDigest digest = Sha256.start();
        for (Kpi kpi : kpis) {
            Sha256.take(digest, kpi.key());
            Sha256.take(digest, kpi.value().stripTrailingZeros().toPlainString() + " " + kpi.unit());
            kpi.attributes().forEach((name, value) -> {
                Sha256.take(digest, name);
                Sha256.take(digest, value);
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
