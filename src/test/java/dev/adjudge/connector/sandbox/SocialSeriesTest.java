package dev.adjudge.connector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written on the simulated social platforms is various, and the same again for the same seed. */
class SocialSeriesTest {

    private static final LocalDate FOUNDED = LocalDate.parse("2026-11-22");

    private final SocialTexts texts = new SocialTexts();
    private final SocialSeries series = new SocialSeries(20261, FOUNDED, texts);

    @Test
    void a_day_is_the_same_again_and_another_for_another_seed() {
        SocialProfile page = texts.profiles().get(0);
        LocalDate date = FOUNDED.minusDays(2);

        assertThat(new SocialSeries(20261, FOUNDED, new SocialTexts()).on(date, page))
                .isEqualTo(series.on(date, page))
                .isNotEmpty();
        assertThat(new SocialSeries(7, FOUNDED, texts).on(date, page)).isNotEqualTo(series.on(date, page));
    }

    @Test
    void everything_has_an_id_of_its_own_and_belongs_to_its_day_and_place() {
        Set<String> ids = new HashSet<>();
        for (SocialItem item : month()) {
            assertThat(ids.add(item.id())).as("%s comes once", item.id()).isTrue();
            assertThat(item.text()).isNotBlank().doesNotContain("{");
            if (item.kind().equals(SocialItem.COMMENT)) {
                SocialPost post = series.posts(item.profile(), FOUNDED.plusDays(30)).stream()
                        .filter(one -> one.id().equals(item.place()))
                        .findFirst()
                        .orElseThrow();
                assertThat(item.at()).isAfter(post.at());
            }
        }
    }

    @Test
    void an_answer_comes_after_what_it_answers() {
        List<SocialItem> all = month();
        Map<String, SocialItem> byId = all.stream().collect(Collectors.toMap(SocialItem::id, item -> item));

        assertThat(all)
                .filteredOn(item -> item.parent() != null)
                .hasSizeGreaterThan(10)
                .allSatisfy(answer -> {
                    SocialItem answered = Objects.requireNonNull(byId.get(String.valueOf(answer.parent())));
                    assertThat(answered.at()).isBefore(answer.at());
                    assertThat(answered.place()).isEqualTo(answer.place());
                });
    }

    @Test
    void there_are_comments_mentions_and_messages_of_every_sort_every_day() {
        Map<String, Long> kinds =
                month().stream().collect(Collectors.groupingBy(SocialItem::kind, Collectors.counting()));

        assertThat(kinds.get(SocialItem.COMMENT)).isBetween(400L, 2000L);
        assertThat(kinds.get(SocialItem.MENTION)).isGreaterThan(20L);
        assertThat(kinds.get(SocialItem.MESSAGE)).isGreaterThan(60L);
        Set<String> said = month().stream().map(SocialItem::text).collect(Collectors.toSet());
        for (String intent : List.of("praise", "question", "complaint", "other", "spam", "toxic")) {
            assertThat(SandboxWorld.rows("comments.csv"))
                    .as(intent)
                    .filteredOn(row -> row.getField("intent").equals(intent))
                    .anyMatch(row -> said.contains(row.getField("text")));
        }
    }

    @Test
    void a_few_write_most_of_what_is_bad() {
        Set<String> bad = SandboxWorld.rows("comments.csv").stream()
                .filter(row -> Set.of("spam", "toxic").contains(row.getField("intent")))
                .map(row -> row.getField("text"))
                .collect(Collectors.toSet());
        Map<String, Long> authors = month().stream()
                .filter(item -> bad.contains(item.text()))
                .collect(Collectors.groupingBy(item -> item.by().name(), Collectors.counting()));
        long all = authors.values().stream().mapToLong(Long::longValue).sum();
        List<Long> most = new ArrayList<>(authors.values());
        most.sort(Collections.reverseOrder());

        assertThat(all).isGreaterThan(30);
        assertThat(most.get(0) + most.get(1) + most.get(2)).isGreaterThan(all / 2);
        assertThat(most.get(2)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void now_and_then_many_write_nearly_the_same_within_ten_minutes() {
        Map<String, List<SocialItem>> waves = month().stream()
                .filter(item -> item.text().contains("you won our giveaway"))
                .collect(Collectors.groupingBy(item -> item.place() + LocalDate.ofInstant(item.at(), ZoneOffset.UTC)));

        assertThat(waves).hasSizeGreaterThanOrEqualTo(4);
        assertThat(waves.values()).allSatisfy(wave -> {
            assertThat(wave).hasSize(8).extracting(item -> item.by().id()).doesNotHaveDuplicates();
            Instant first = wave.get(0).at();
            assertThat(Duration.between(first, wave.get(7).at())).isLessThan(Duration.ofMinutes(10));
        });
    }

    private List<SocialItem> month() {
        List<SocialItem> all = new ArrayList<>();
        for (SocialProfile profile : texts.profiles()) {
            FOUNDED.minusDays(10)
                    .datesUntil(FOUNDED.plusDays(20))
                    .forEach(date -> all.addAll(series.on(date, profile)));
        }
        return all;
    }
}
