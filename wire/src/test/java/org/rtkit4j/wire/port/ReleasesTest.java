package org.rtkit4j.wire.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Everything is given back, whatever throws on the way.
class ReleasesTest {
    private final List<String> released = new ArrayList<>();

    @Test
    void everyStepIsTakenInOrderAndTheFirstFailureIsThrownWithTheRest() {
        var first = new IOException("first");
        var second = new IllegalStateException("second");
        var thrown = assertThrows(
                IOException.class,
                () -> Releases.all(
                        () -> released.add("a"),
                        () -> {
                            throw first;
                        },
                        () -> released.add("b"),
                        () -> {
                            throw second;
                        },
                        () -> released.add("c")));
        assertSame(first, thrown);
        assertArrayEquals(new Throwable[] {second}, thrown.getSuppressed());
        assertEquals(List.of("a", "b", "c"), released);
    }

    @Test
    void nothingIsThrownWhereNothingFails() {
        Releases.each(List.of("a", "b"), released::add);
        assertEquals(List.of("a", "b"), released);
    }

    @Test
    void whatFailedBeforeIsNotHiddenByWhatFailsAtItsRelease() {
        var before = new IOException("before");
        var later = new IllegalStateException("later");
        IOException thrown = Releases.after(
                before,
                () -> {
                    throw later;
                },
                () -> released.add("a"));
        assertSame(before, thrown);
        assertArrayEquals(new Throwable[] {later}, thrown.getSuppressed());
        assertEquals(List.of("a"), released);
    }

    @Test
    void anErrorStopsNothingEither() {
        var error = new AssertionError("of one");
        var thrown = assertThrows(
                AssertionError.class,
                () -> Releases.each(List.of("a", "b"), each -> {
                    released.add(each);
                    throw error;
                }));
        assertSame(error, thrown);
        assertEquals(List.of("a", "b"), released);
        assertEquals(0, thrown.getSuppressed().length, "one object thrown twice is one failure");
    }

    @Test
    void aWaitAtTheEndIsNotCutShortByAnEarlierInterrupt() {
        Thread.currentThread().interrupt();
        assertTrue(Releases.await(() -> !Thread.currentThread().isInterrupted()));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anInterruptDuringAWaitAtTheEndIsKept() {
        assertFalse(Releases.await(() -> {
            throw new InterruptedException();
        }));
        assertTrue(Thread.interrupted());
    }

    @Test
    void whatAWaitAtTheEndThrowsIsThrownAndTheInterruptKept() {
        Thread.currentThread().interrupt();
        assertThrows(
                IOException.class,
                () -> Releases.await(() -> {
                    throw new IOException();
                }));
        assertTrue(Thread.interrupted());
        assertFalse(Releases.await(() -> false));
        assertFalse(Thread.interrupted());
    }
}
