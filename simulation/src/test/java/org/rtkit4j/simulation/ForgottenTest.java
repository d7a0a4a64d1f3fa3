package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.mailbox.MessageRing;

/// What is state, and what is not.
class ForgottenTest {
    private static final long NOW = StatePrint.EPOCH_NANOS + 5_000_000_000L;

    static Iterable<String> fields() {
        return new TreeMap<>(Forgotten.FIELDS).keySet();
    }

    /// A field that somebody renames counts as state at once; its old name must not stay here.
    @ParameterizedTest
    @MethodSource("fields")
    void whatIsForgottenExists(String field) {
        int dot = field.lastIndexOf('.');
        assertDoesNotThrow(() ->
                Class.forName("org.rtkit4j." + field.substring(0, dot)).getDeclaredField(field.substring(dot + 1)));
    }

    @Test
    void eachHasItsReason() {
        assertTrue(Forgotten.FIELDS.values().stream().noneMatch(String::isBlank));
    }

    private record Pair(Object first, Object second) {}

    @Test
    void whatDiffersHasAnotherFingerprint() {
        List<Object> different = List.of(
                new Pair(1L, 2L),
                new Pair(2L, 1L),
                new Pair("a", "b"),
                new Pair(List.of(), List.of()),
                new Pair(List.of(List.of()), List.of()),
                new Pair(Map.of(1, 2), List.of()),
                new Pair(new ArrayDeque<>(List.of(1)), new long[] {1}),
                new Pair(new byte[] {1}, null));
        List<Long> prints = different.stream()
                .map(each -> StatePrint.of(NOW, each))
                .distinct()
                .toList();
        assertEquals(different.size(), prints.size());
    }

    @Test
    void oneObjectTwiceIsNotTwoThatAreAlike() {
        var once = new ArrayDeque<>(List.of(1));
        assertNotEquals(
                StatePrint.of(NOW, new Pair(once, once)), StatePrint.of(NOW, new Pair(once, new ArrayDeque<>(once))));
    }

    @Test
    void timesCountFromNow() {
        assertEquals(StatePrint.of(NOW, new Pair(NOW + 7, 7L)), StatePrint.of(NOW + 100, new Pair(NOW + 107, 7L)));
        assertNotEquals(StatePrint.of(NOW, new Pair(NOW + 7, 7L)), StatePrint.of(NOW, new Pair(NOW + 8, 7L)));
    }

    @Test
    void ofARingTheLivePartCounts() {
        var fresh = new MessageRing(4, 4);
        fresh.add(1, 2);
        var used = new MessageRing(4, 4);
        used.add(8, 9);
        used.remove();
        used.add(1, 2);
        assertEquals(StatePrint.of(NOW, fresh), StatePrint.of(NOW, used));
        used.add(3, 4);
        assertNotEquals(StatePrint.of(NOW, fresh), StatePrint.of(NOW, used));
    }

    @Test
    void whatNobodyHasThoughtOfIsRefused() {
        assertThrows(IllegalStateException.class, () -> StatePrint.of(NOW, new Semaphore(1)));
    }
}
