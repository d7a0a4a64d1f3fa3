package org.rtkit4j.teavm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teavm.classlib.java.util.TFormatter;

/// The formatter that the page has, beside the JDK's.
class FormatterTest {
    private static final int FORMS = 2000;
    private static final String[] KINDS = {"s", "d", "x", "c", "%", "04x", "016x", "02d", "9d", "-7s", "6s", "3x", "05d"
    };

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void writesWhatTheJdkWrites(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < FORMS; i++) {
            String kind = KINDS[random.nextInt(KINDS.length)];
            Object value = value(kind, random);
            String form = "a%" + kind + "b%%%s|";
            Object[] values = kind.equals("%") ? new Object[] {"z"} : new Object[] {value, "z"};
            String expected = String.format(Locale.ROOT, form, values);
            assertEquals(
                    expected, new TFormatter(Locale.ROOT).format(form, values).toString(), form);
        }
    }

    private static Object value(String kind, SplittableRandom random) {
        long number = random.nextLong() >> random.nextInt(64);
        return switch (kind.charAt(kind.length() - 1)) {
            case 'c' -> (char) random.nextInt('!', '~');
            case 's' -> random.nextBoolean() ? Long.toString(number) : random.nextBoolean() ? true : number;
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> (byte) number;
                    case 1 -> (short) number;
                    case 2 -> (int) number;
                    default -> number;
                };
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"%.1f", "%,d", "%X", "%n", "%b", "%1$s", "% d", "%+d"})
    void refusesEveryOtherForm(String form) {
        assertThrows(IllegalArgumentException.class, () -> new TFormatter().format(form, 1));
    }
}
