package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cursor pages as the Graph API gives them: {@code next} is there only while there is more. */
final class MetaPaging {

    private MetaPaging() {}

    static Map<String, Object> page(List<Map<String, Object>> all, int limit, @Nullable String after, UriInfo uri) {
        return page(all, limit, after, next -> uri.getRequestUriBuilder()
                .replaceQueryParam("after", next)
                .build()
                .toString());
    }

    /** @param next the address of the page after a cursor */
    static Map<String, Object> page(
            List<Map<String, Object>> all, int limit, @Nullable String after, UnaryOperator<String> next) {
        int from = after == null ? 0 : place(after);
        int to = Math.min(all.size(), from + limit);
        if (limit < 1 || from > all.size()) {
            throw MetaError.invalid("Invalid cursor or limit");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", all.subList(from, to));
        if (to > from) {
            Map<String, Object> paging = new LinkedHashMap<>();
            paging.put("cursors", Map.of("before", cursor(from), "after", cursor(to)));
            if (to < all.size()) {
                paging.put("next", next.apply(cursor(to)));
            }
            answer.put("paging", paging);
        }
        return answer;
    }

    private static String cursor(int place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(place).getBytes(StandardCharsets.US_ASCII));
    }

    private static int place(String cursor) {
        try {
            return Integer.parseInt(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw MetaError.invalid("Invalid cursors values");
        }
    }
}
