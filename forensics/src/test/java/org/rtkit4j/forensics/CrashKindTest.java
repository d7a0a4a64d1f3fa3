package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.model.CrashKind;
import org.rtkit4j.forensics.model.CrashKind.Stop;

class CrashKindTest {
    @ParameterizedTest
    @CsvSource({
        "PANIC, PANIC",
        "Recoverable Panic, RECOVERABLE_PANIC",
        "DATA ABORT, DATA_ABORT",
        "PREFETCH ABORT, INSTRUCTION_ABORT",
        "UNDEFINED INSTRUCTION, UNDEFINED_INSTRUCTION",
        "NMI FIQ, INTERRUPTED",
        "NMI POWER, INTERRUPTED",
        "SYSTEM WATCHDOG TIMEOUT, WATCHDOG",
        "BUS FAULT, EXCEPTION",
        "HICCUP, UNKNOWN"
    })
    void aWordIsKeptAndUnderstood(String word, Stop stop) {
        assertEquals(new CrashKind(stop, word), CrashKind.named(word));
    }

    @Test
    void aHeadWithoutAWordIsAPanic() {
        assertEquals(new CrashKind(Stop.PANIC, "PANIC"), CrashKind.named(""));
    }

    @Test
    void withoutAWordTheMessageTells() {
        assertEquals("assert", CrashKind.inferred("ASSERT!x.c:1", null).word());
        assertEquals("PANIC", CrashKind.inferred("panic: out of heap", null).word());
        assertEquals(CrashKind.UNKNOWN, CrashKind.inferred("out of heap", null));
    }
}
