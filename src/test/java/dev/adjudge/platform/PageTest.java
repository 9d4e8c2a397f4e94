package dev.adjudge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void a_cursor_survives_its_way_to_the_client_and_back() {
        var cursor = new Cursor(Instant.parse("2026-11-22T08:00:00.123456Z"), UUID.randomUUID());

        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!", "MjAyNg", "bm90IGEgdGltZSBub3QgYW4gaWQ"})
    void a_cursor_that_no_list_gave_is_refused(String text) {
        assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status())
                .isEqualTo(422));
    }

    @Test
    void a_row_too_many_tells_that_there_is_more() {
        var two = new Limit(2);

        assertThat(Page.of(List.of("a", "b", "c"), two, x -> "after " + x))
                .isEqualTo(new Page<>(List.of("a", "b"), "after b"));
        assertThat(Page.of(List.of("a", "b"), two, x -> "after " + x)).isEqualTo(new Page<>(List.of("a", "b"), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void a_limit_outside_1_to_100_is_refused(int asked) {
        assertThatThrownBy(() -> Limit.of(asked)).isInstanceOf(Problem.class).hasMessageContaining("" + asked);
    }

    @Test
    void a_page_holds_25_when_nothing_is_said() {
        assertThat(Limit.of(null).rows()).isEqualTo(25);
    }
}
