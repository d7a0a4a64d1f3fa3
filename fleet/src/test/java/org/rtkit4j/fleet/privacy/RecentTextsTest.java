package org.rtkit4j.fleet.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is remembered of texts changes nothing of what is left of them.
class RecentTextsTest {
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void textsThatShareAPlaceKeepTheirOwnAnswers(long seed) {
        var random = new SplittableRandom(seed);
        var recent = new RecentTexts(2, "left of "::concat);
        for (int i = 0; i < 1000; i++) {
            String text = "x".repeat(random.nextInt(300)) + random.nextInt(8);
            assertEquals("left of " + text, recent.left(text));
        }
    }

    @Test
    void asksTheRulesOnceForATextThatComesTwice() {
        List<String> asked = new ArrayList<>();
        var recent = new RecentTexts(16, text -> {
            asked.add(text);
            return text;
        });
        recent.left("iPhone OS 99.1 (99A1)");
        recent.left("iPhone OS 99.1 (99A1)");
        assertEquals(List.of("iPhone OS 99.1 (99A1)"), asked);
    }
}
