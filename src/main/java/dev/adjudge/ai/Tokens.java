package dev.adjudge.ai;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** What a question takes: sent, and answered. */
record Tokens(long input, long output) {

    /** Bytes of UTF-8 a token: about what English has; other scripts have more, so they are rather over- than underestimated. */
    private static final double BYTES = 3.5;

    static long estimate(String text) {
        return (long) Math.ceil(text.getBytes(StandardCharsets.UTF_8).length / BYTES);
    }

    long all() {
        return input + output;
    }

    /** In millionths of a currency: prices are of a million tokens. */
    BigDecimal cost(BigDecimal inputPrice, BigDecimal outputPrice) {
        return inputPrice.multiply(BigDecimal.valueOf(input)).add(outputPrice.multiply(BigDecimal.valueOf(output)));
    }
}
