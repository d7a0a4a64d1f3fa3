package org.rtkit4j.forensics.panic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductNamesTest {
    @Test
    void identifiersHaveTheirNames() {
        assertEquals("iPhone 13 Pro Max", ProductNames.of("iPhone14,3"));
        assertEquals("iPhone SE (2nd generation)", ProductNames.of("iPhone12,8"));
        assertEquals("MacBook Air (M1, 2020)", ProductNames.of("MacBookAir10,1"));
        assertEquals("M4 Max", ProductNames.of("T6041"));
        assertEquals("", ProductNames.of("iPhone99,1"));
    }

    @Test
    void aRowStandsBelowItsSource() {
        assertEquals(Map.of("A", "b"), ProductNames.parse("# x\n[heading]\nsource: 2026 https://example.org\nA = b\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A = b\n",
                "[x]\nA = b\n",
                "[x]\nsource: 2026 https://a\nA = b\n[y]\nC = d\n",
                "[x]\nsource: https://a\nA = b\n",
                "[x]\nsource: 2026 https://a\nA = b\nA = c\n",
                "[x]\nsource: 2026 https://a\nA: b\n"
            })
    void aRowWithoutASourceFails(String file) {
        assertThrows(IllegalStateException.class, () -> ProductNames.parse(file));
    }
}
