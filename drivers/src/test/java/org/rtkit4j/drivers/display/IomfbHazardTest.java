package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.drivers.iomfb.SwapRing;
import org.rtkit4j.emulator.display.IomfbHazard;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// What a display's firmware can do wrong: each is survived, and said in one clear line.
class IomfbHazardTest {
    private static final int RED = 0xff_20_10;
    private static final int BLUE = 0x00_40_ff;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STRAY_ANSWER|what the firmware says makes no sense: an answer, no call waits for it, context=CMD",
                "CALL_BEYOND_AREA|what the firmware says makes no sense: a call, it lies beyond its area, "
                        + "offset=0x7ff0, length=0x20",
                "INPUT_BEYOND_PACKET|what the firmware says makes no sense: D589, it is longer than its packet, "
                        + "input=0xfffffff0, output=0xfffffff0, packet=0xc",
                "UNKNOWN_CALL|what the firmware says makes no sense: D999, there is no such call",
                "BROKEN_PROPERTY|what the firmware says makes no sense: set_dcpav_prop_end, "
                        + "it does not fit what was told before"
            })
    void whatMakesNoSenseIsToldAndThePictureStays(IomfbHazard hazard, String line) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.show(RED);
            rig.hands().inject(hazard);
            rig.await(() -> !rig.diary.troubles.isEmpty());
            assertEquals(List.of(line), rig.diary.troubles);
            rig.show(BLUE);
            rig.requireColor(BLUE);
        }
    }

    @Test
    void aPartBehindTheEndOfAPropertyIsLeftOut() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.hands().inject(IomfbHazard.CHUNK_BEYOND_END);
            rig.await(() -> rig.diary.troubles.size() >= 2);
            assertEquals(
                    "what the firmware says makes no sense: set_dcpav_prop_chunk, it does not fit what was told before",
                    rig.diary.troubles.getFirst());
            assertEquals(4, rig.display().timings().size(), "the modes that were told before");
        }
    }

    @Test
    void aSwapThatIsNeverToldOfEndsTheWaitAndNoMore() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.show(RED);
            rig.hands().inject(IomfbHazard.LOST_SWAP);
            DisplayException late = assertThrows(DisplayException.class, () -> rig.show(BLUE));
            assertEquals("display: no answer: flip, waited=1000 ms", late.getMessage());
            rig.show(RED);
            rig.requireColor(RED);
            assertEquals(List.of("flip 1", "flip 3"), rig.diary.lines);
        }
    }

    @Test
    void aFirmwareThatTellsOfNoSwapIsHandedSixteen() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.display().framebuffer(PixelFormat.BGRA);
            for (int i = 0; i < SwapRing.COUNT; i++) {
                rig.hands().inject(IomfbHazard.LOST_SWAP);
                rig.display().flip(picture);
                long shown = i;
                rig.await(() -> rig.screen().shown() > shown);
            }
            DisplayException full =
                    assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            assertEquals("display: no answer: pictures before this one, waited=1000 ms", full.getMessage());
            rig.display().resume();
            rig.show(BLUE);
            rig.requireColor(BLUE);
        }
    }

    @Test
    void aSwapThatNobodyHasAskedForIsNobodys() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.hands().inject(IomfbHazard.OTHER_SWAP);
            rig.show(RED);
            assertEquals(List.of("flip 1"), rig.diary.lines);
            assertEquals(
                    List.of(
                            "what the firmware says makes no sense: swap_complete, nobody has asked for it, swap=1073741825"),
                    rig.diary.troubles);
        }
    }

    @Test
    void aCallThatIsNotAnsweredBlocksUntilTheFirmwareStartsAnew() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            rig.hands().inject(IomfbHazard.LOST_ANSWER);
            DisplayException late =
                    assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            assertEquals("display: no answer: swap, waited=1000 ms", late.getMessage());
            // Which call an answer belongs to could not be told: none is made.
            assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            rig.iop.recover();
            rig.display().resume();
            rig.show(BLUE);
            rig.requireColor(BLUE);
        }
    }

    @ParameterizedTest
    @CsvSource({"unknown-call", "stray-answer", "call-beyond-area", "chunk-beyond-end", "input-beyond-packet"})
    void whatIsWrongFromTheStartOnKeepsNoPictureFromBeingShown(String hazard) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR.with("display.iomfb.hazards", hazard))) {
            rig.on();
            rig.show(BLUE);
            rig.requireColor(BLUE);
        }
    }

    @Test
    void aFirmwareOfAnotherGenerationIsNotTakenForAMonitor() throws Exception {
        try (var rig = IomfbRig.booted(IomfbRig.MONITOR.with("display.iomfb", "13.5"))) {
            var options = IomfbOptions.of(IomfbVersion.V12_3);
            DisplayException other = assertThrows(
                    DisplayException.class,
                    () -> IomfbDisplay.start(rig.iop, rig.broker, rig.registers.size(), options));
            assertTrue(other.getMessage().startsWith("display: "), other.getMessage());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void afterAnyHazardsAndARestartThePictureComesBack(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        IomfbHazard[] hazards = IomfbHazard.values();
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            for (int i = 0; i < 12; i++) {
                rig.hands().inject(hazards[random.nextInt(hazards.length)]);
                try {
                    rig.display().awaitFlip(rig.display().flip(picture));
                } catch (DisplayException e) {
                    assertEquals(1, e.getMessage().lines().count());
                }
                if (rig.iop.isCrashed() || random.nextInt(4) == 0) {
                    bringBack(rig);
                }
            }
            bringBack(rig);
            rig.show(BLUE);
            rig.requireColor(BLUE);
        }
    }

    // A hazard that still waits may strike again while everything is shown anew; each does so once.
    private static void bringBack(IomfbRig rig) throws Exception {
        for (int attempt = 0; ; attempt++) {
            rig.iop.recover();
            try {
                rig.display().resume();
                rig.show(RED);
                return;
            } catch (DisplayException e) {
                assertTrue(attempt < IomfbHazard.values().length, e.getMessage());
            }
        }
    }
}
