package org.rtkit4j.forensics.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HaystackTest {
    /// Few characters, so that words are found, with such that share their low bits with one of ASCII.
    private static final String LETTERS = "aRTKit: \n\u0152\u20ac";

    private static final int MOST_CHARS = 20_000;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void findsWhatStringFinds(long seed) {
        var random = new SplittableRandom(seed);
        String text = any(random, random.nextInt(MOST_CHARS));
        var haystack = new Haystack(text);
        for (int i = 0; i < 200; i++) {
            String word = any(random, random.nextInt(6));
            assertEquals(text.contains(word), haystack.contains(word), word);
            assertEquals(text.indexOf(word), haystack.indexOf(word), word);
        }
    }

    /// Pairs are noted piece by piece: no word that stands across two of them is lost.
    @Test
    void findsAWordWhereverItStands() {
        for (int before = 4000; before < 4200; before++) {
            var haystack = new Haystack("-".repeat(before) + "RTKit" + "-".repeat(before));
            assertEquals(before, haystack.indexOf("RTKit"));
        }
    }

    @Test
    void staysItselfWhereAStepLeavesTheText() {
        var haystack = new Haystack("text");
        assertSame(haystack, haystack.then(Haystack::text));
        assertEquals("TEXT", haystack.then(text -> "TEXT").text());
    }

    private static String any(SplittableRandom random, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
