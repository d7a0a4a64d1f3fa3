package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.emulator.smc.KeySet;

/// Any file as the emulated controller's key set: it is read, or refused in one line that names the place.
class KeySetFuzzTest {
    @FuzzTest
    void isRefusedOrRead(FuzzedDataProvider data) {
        try {
            assertTrue(KeySet.parse("fuzz", data.consumeRemainingAsBytes()).size() >= 0);
        } catch (IllegalArgumentException e) {
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertTrue(e.getMessage().startsWith("fuzz:"), e.getMessage());
        }
    }
}
