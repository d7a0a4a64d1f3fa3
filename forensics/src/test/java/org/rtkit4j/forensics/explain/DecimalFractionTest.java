package org.rtkit4j.forensics.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Decimals of whole numbers beside those of `BigDecimal`.
class DecimalFractionTest {
    @Test
    void halfIsRoundedUp() {
        assertEquals("279.3", DecimalFraction.of(6702, 24, 1));
        assertEquals("-0.5", DecimalFraction.of(-11, 24, 1));
        assertEquals("1.000000", DecimalFraction.of(24_000_000, 24_000_000, 6));
        assertEquals("10", DecimalFraction.of(19, 2, 0));
        assertEquals("-0.000000", DecimalFraction.of(-5, 24_000_000, 6));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyFractionIsAsExactArithmeticHasIt(long seed) {
        var random = new SplittableRandom(seed);
        int[] denominators = {1, 2, 24, 24_000, 24_000_000};
        for (int i = 0; i < 20_000; i++) {
            long numerator = random.nextLong() >> random.nextInt(64);
            int denominator = denominators[random.nextInt(denominators.length)];
            int digits = random.nextInt(7);
            BigDecimal expected =
                    BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), digits, RoundingMode.HALF_UP);
            String actual = DecimalFraction.of(numerator, denominator, digits);
            assertEquals(expected, new BigDecimal(actual), () -> numerator + "/" + denominator);
            // What is rounded to nought keeps its sign, as in the JDK's formats.
            assertEquals(numerator < 0, actual.startsWith("-"));
        }
    }
}
