package org.rtkit4j.emulator.spmi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpmiControllerTest {
    private static final int EMPTY = 0x0100_0100;
    private static final int MOST_WAITING_WORDS = 64;

    private final SpmiController spmi = new SpmiController(0xf);

    @Test
    void writesAreAcknowledgedAndReadBack() {
        writeAndReadBack();
    }

    private void writeAndReadBack() {
        assertEquals(EMPTY, spmi.read32(0));
        // Extended write long of 2 bytes to 0x9f02.
        spmi.write32(4, 0x9f02_8f31);
        assertEquals(EMPTY, spmi.read32(0));
        spmi.write32(4, 0xbeef);
        assertEquals(0x0001_0100, spmi.read32(0));
        assertEquals(0x0000_8f31, spmi.read32(8));
        assertEquals(EMPTY, spmi.read32(0));

        spmi.write32(4, 0x9f02_8f39);
        assertEquals(0x0003_0f39, spmi.read32(8));
        assertEquals(0xbeef, spmi.read32(8));
        assertEquals(0xef, spmi.register(0x9f02));
    }

    @Test
    void nobodyAcknowledgesForAChipThatIsNotThere() {
        spmi.write32(4, 0x9f02_8130);
        spmi.write32(4, 0x55);
        assertEquals(0x0000_0130, spmi.read32(8));
        spmi.write32(4, 0x9f02_8138);
        assertEquals(0x0000_0138, spmi.read32(8));
        assertEquals(EMPTY, spmi.read32(0));
        assertEquals(0, spmi.register(0x9f02));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void worksAsBeforeAfterAnyWords(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(3) > 0) {
                spmi.write32(random.nextInt(4) * 4L, random.nextInt());
            } else {
                spmi.read32(random.nextInt(4) * 4L);
            }
        }
        assertTrue(drain() <= MOST_WAITING_WORDS);
        // A write that was begun takes two words more at most.
        spmi.write32(4, 0);
        spmi.write32(4, 0);
        drain();
        writeAndReadBack();
    }

    private int drain() {
        int words = 0;
        for (; spmi.read32(0) != EMPTY; words++) {
            spmi.read32(8);
        }
        assertEquals(0, spmi.read32(8));
        return words;
    }
}
