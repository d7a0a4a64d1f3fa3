package org.rtkit4j.devicetree.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.devicetree.alias.Glob;

class GlobTest {
    // By hand from fnmatch(3) and glob(7).
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            delimiter = ';',
            value = {
                "abc; abc; true",
                "abc; abd; false",
                "abc; abcd; false",
                "a*c; ac; true",
                "a*c; abbbc; true",
                "a*c; abbbd; false",
                "*; \"\"; true",
                "a*; a; true",
                "a?c; abc; true",
                "a?c; ac; false",
                "a[bc]d; acd; true",
                "a[b-d]e; ace; true",
                "a[b-d]e; afe; false",
                "a[!b]c; adc; true",
                "a[!b]c; abc; false",
                "a[]b]c; a]c; true",
                "a[b; a[b; true",
                "\\*a; *a; true",
                "\\*a; ba; false",
                "*a*b*c; xxaxxbxxc; true",
                "of:N*T*Capple,sartC*; of:NxT(null)Capple,sartCfoo; true",
                "of:N*T*Capple,sart; of:NxT(null)Capple,sartCfoo; false"
            })
    void readsPatternsAsTheShellDoes(String pattern, String text, boolean matches) {
        assertEquals(matches, new Glob(pattern).matches(text));
    }

    @Test
    void aHostilePatternTakesNoLongTime() {
        String text = "a".repeat(2000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> new Glob("*a".repeat(300) + "b").matches(text));
    }
}
