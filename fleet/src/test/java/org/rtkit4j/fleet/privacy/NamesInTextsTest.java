package org.rtkit4j.fleet.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names in whatever spelling are taken out, and words that only look like a label's leave what follows alone.
class NamesInTextsTest {
    private static final String KEY = "34b679a29135a677c0ffee11deadbeef22aa33bb";

    @ParameterizedTest
    @MethodSource
    void takesOut(String line) {
        String[] parts = line.split(" => ", -1);
        assertEquals(parts[1], Redaction.COMMON.of(parts[0]));
        assertEquals(parts[1], Redaction.COMMON.of(parts[1]), "nothing is taken out twice");
    }

    static List<String> takesOut() throws IOException {
        return lines("names.txt").filter(line -> line.contains(" => ")).toList();
    }

    @ParameterizedTest
    @MethodSource
    void leaves(String line) {
        assertEquals(line, Redaction.COMMON.of(line));
    }

    static List<String> leaves() throws IOException {
        return lines("sayings.txt").filter(line -> !line.startsWith("#")).toList();
    }

    private static Stream<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(NamesInTextsTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void takesTheFilesOwnKeyHoweverItIsDashedAndCased(long seed) {
        var random = new SplittableRandom(seed);
        Redaction redaction = Redaction.COMMON.with(spelled(random));
        for (int i = 0; i < 100; i++) {
            assertEquals("of (Zo\u00eb [key])-", redaction.of("of (Zo\u00eb " + spelled(random) + ")-"));
        }
    }

    private static String spelled(SplittableRandom random) {
        String spelled = KEY.chars()
                .mapToObj(Character::toString)
                .map(c -> random.nextBoolean() ? c : c.toUpperCase(Locale.ROOT))
                .map(c -> random.nextInt(5) == 0 ? c + "-" : c)
                .collect(Collectors.joining());
        return spelled.endsWith("-") ? spelled.substring(0, spelled.length() - 1) : spelled;
    }

    @Test
    void aKeyOfAFewLettersIsNone() {
        assertEquals("a-b a_b_c", Redaction.COMMON.with("a-b-c-").of("a-b a_b_c"));
        assertEquals("ab [key] abc", Redaction.COMMON.with("ab-cd").of("ab AB--CD abc"));
    }

    /// What the readers write for a letter stays what it was where nothing is taken out, and is the same where it is.
    @Test
    void lettersStayAsTheyAreSpelled() {
        assertEquals(
                "caf\\xe9 of [user]'s iPhone \\u0436",
                Redaction.COMMON.of("caf\\xe9 of Zo\\xeb\\u2019s iPhone \\u0436"));
        assertEquals("caf\\u00E9 \\u000a", Redaction.COMMON.of("caf\\u00E9 \\u000a"));
        assertEquals("\u0436 [user]'s iPhone", Redaction.COMMON.of("\u0436 Zo\\xeb's iPhone"));
    }

    /// Each character of a text is looked at a bounded number of times, whatever is beside it.
    @ParameterizedTest
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void textsThatWereWrittenForItEnd(long seed) {
        var random = new SplittableRandom(seed);
        List<String> pieces = takenApart();
        for (int i = 0; i < 20; i++) {
            String piece = pieces.get(random.nextInt(pieces.size())) + pieces.get(random.nextInt(pieces.size()));
            String left = Redaction.COMMON.of(piece.repeat(8000 / piece.length()));
            assertFalse(left.isEmpty());
        }
        assertTrue(pieces.size() > 100);
    }

    private static List<String> takenApart() {
        try {
            return takesOut().stream()
                    .flatMap(line -> Stream.of(line.split(" => ", -1)[0].split("(?<=[ /:=\"'.@-])", -1)))
                    .filter(piece -> !piece.isEmpty())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
