package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.emulator.display.DisplayHazard;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// The boot loader's way to a picture, through registers and shared memory.
class IbootDisplayTest {
    @ParameterizedTest
    @EnumSource(PixelFormat.class)
    void whatIsDrawnIsSeenPixelForPixel(PixelFormat format) throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            assertArrayEquals(rig.show(format, 1), rig.seen());
            assertArrayEquals(rig.show(format, 2), rig.seen());
            assertEquals(0, rig.screen().faults());
            assertEquals(List.of("plugged", "flip 1", "flip 2"), rig.heard);
            assertEquals(List.of(), rig.troubles);
        }
    }

    @Test
    void tellsTheModesOfTheMonitor() throws Exception {
        try (var rig = DisplayRig.withMonitor("ultra-hd")) {
            assertTrue(rig.display.isConnected());
            assertTrue(rig.screen().picture().isEmpty());
            assertEquals(Monitor.ULTRA_HD.timings(), rig.display.timings());
            assertEquals(Monitor.ULTRA_HD.colors(), rig.display.colors());
        }
    }

    @Test
    void waitsForAMonitorThatTakesItsTime() throws Exception {
        var slow = DisplayRig.profile().with("display.delay.hotplug.us", "1500000");
        try (var rig = new DisplayRig(slow, DisplayOptions.DEFAULT)) {
            rig.display.power(true);
            assertTrue(rig.display.isConnected());
            assertTrue(rig.clock.getAsLong() >= 1_500_000_000L);
        }
    }

    @Test
    void waitsForAModeAsLongAsTheFirmwareDoes() throws Exception {
        var slow = DisplayRig.profile().with("display.delay.mode.us", "8000000");
        try (var rig = new DisplayRig(slow, DisplayOptions.DEFAULT)) {
            rig.up();
            assertArrayEquals(rig.show(PixelFormat.BGRA, 3), rig.seen());
        }
    }

    @Test
    void speaksToFirmwareWithTheGap() throws Exception {
        var newer = DisplayRig.profile().with("display.layer", "gap").with("display.monitor", "fail-safe");
        try (var rig = new DisplayRig(newer, DisplayOptions.DEFAULT.withLayerGap(true))) {
            rig.up();
            assertArrayEquals(rig.show(PixelFormat.W30R, 3), rig.seen());
        }
        try (var rig = new DisplayRig(newer, DisplayOptions.DEFAULT)) {
            rig.up();
            var e = assertThrows(DisplayException.class, () -> rig.show(PixelFormat.W30R, 3));
            assertEquals("display: the firmware refused: layer of a swap, code=0xe00002c2", e.getMessage());
        }
    }

    @Test
    void changesTheModeAndTheMemoryWithIt() throws Exception {
        try (var rig = DisplayRig.withMonitor("full-hd")) {
            rig.up();
            rig.show(PixelFormat.BGRA, 4);
            rig.display.set(TimingMode.of(640, 480, 60), ColorMode.PLAIN);
            Framebuffer small = rig.display.framebuffer(PixelFormat.BGRA);
            assertEquals(640, small.width());
            int[] drawn = rig.draw(small, 5);
            rig.display.awaitFlip(rig.display.flip(small));
            assertArrayEquals(drawn, rig.seen());
        }
    }

    @Test
    void refusesAModeThatTheMonitorDoesNotHaveOnlyAfterASecondTry() throws Exception {
        try (var rig = DisplayRig.withMonitor("full-hd")) {
            rig.up();
            long before = rig.clock.getAsLong();
            var odd = TimingMode.of(800, 600, 60);
            var e = assertThrows(DisplayException.class, () -> rig.display.set(odd, ColorMode.PLAIN));
            assertInstanceOf(DisplayFault.Refused.class, e.fault());
            assertTrue(rig.clock.getAsLong() - before >= 500_000_000L);
            rig.screen().inject(DisplayHazard.MODE_REFUSED);
            rig.display.set(TimingMode.of(1280, 720, 60), ColorMode.PLAIN);
            assertEquals(2, rig.troubles.size());
        }
    }

    @Test
    void theMonitorComesAndGoes() throws Exception {
        try (var rig = DisplayRig.withMonitor("none")) {
            rig.display.power(true);
            assertFalse(rig.display.isConnected());
            rig.screen().plug(Monitor.FAIL_SAFE);
            assertTrue(rig.display.isConnected());
            rig.up();
            rig.show(PixelFormat.RGBA, 6);
            assertTrue(rig.screen().picture().isPresent());
            rig.screen().unplug();
            assertTrue(rig.screen().picture().isEmpty());
            assertEquals(List.of(), rig.display.timings());
            var e = assertThrows(DisplayException.class, () -> rig.show(PixelFormat.RGBA, 6));
            assertInstanceOf(DisplayFault.Disconnected.class, e.fault());
            rig.screen().plug(Monitor.FULL_HD);
            rig.up();
            assertEquals(1920, rig.screen().picture().orElseThrow().width());
            assertEquals(List.of("plugged", "flip 1", "unplugged", "plugged"), rig.heard);
        }
    }

    @Test
    void aScreenWithoutPowerIsDarkAndComesBack() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            int[] drawn = rig.show(PixelFormat.BGRA, 7);
            rig.display.power(false);
            assertTrue(rig.screen().picture().isEmpty());
            rig.display.power(true);
            assertArrayEquals(drawn, rig.seen());
        }
    }

    @Test
    void aCrashInTheMiddleOfASwapIsToldAndThePictureComesBack() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            int[] before = rig.show(PixelFormat.BGRA, 8);
            rig.screen().inject(DisplayHazard.CRASH_IN_SWAP);
            var e = assertThrows(DisplayException.class, () -> rig.show(PixelFormat.BGRA, 9));
            assertInstanceOf(DisplayFault.Link.class, e.fault());
            assertTrue(rig.iop.isCrashed());
            // The pipe goes on with what it had.
            assertArrayEquals(before, rig.seen());
            rig.recover();
            assertTrue(rig.screen().picture().isEmpty());
            rig.up();
            assertArrayEquals(rig.show(PixelFormat.BGRA, 10), rig.seen());
        }
    }

    @Test
    void aSwapThatIsNeverCompletedEndsInTime() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            rig.screen().inject(DisplayHazard.SWAP_WITHOUT_END);
            var e = assertThrows(DisplayException.class, () -> rig.show(PixelFormat.BGRA, 11));
            assertEquals("display: no answer: end of a swap, waited=1000 ms", e.getMessage());
            assertArrayEquals(rig.show(PixelFormat.BGRA, 12), rig.seen());
        }
    }

    @Test
    void answersThatMakeNoSenseAreRefused() throws Exception {
        try (var rig = DisplayRig.withMonitor("full-hd")) {
            rig.display.power(true);
            rig.screen().inject(DisplayHazard.LONG_LIST);
            assertEquals(
                    "display: what the firmware says makes no sense: timing modes, count=1004, room for 4",
                    assertThrows(DisplayException.class, rig.display::timings).getMessage());
            rig.screen().inject(DisplayHazard.OTHER_ANSWER);
            assertInstanceOf(
                    DisplayFault.Malformed.class,
                    assertThrows(DisplayException.class, rig.display::timings).fault());
            rig.screen().inject(DisplayHazard.SHORT_ANSWER);
            assertInstanceOf(
                    DisplayFault.Malformed.class,
                    assertThrows(DisplayException.class, rig.display::isConnected)
                            .fault());
            rig.screen().inject(DisplayHazard.EMPTY_MODES);
            assertEquals(List.of(), rig.display.timings());
            assertEquals(4, rig.troubles.size());
            assertEquals(4, rig.display.timings().size());
        }
    }

    @Test
    void aPictureThatTheDisplayCannotReachLeavesTheScreenAsItWas() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            Framebuffer picture = rig.display.framebuffer(PixelFormat.BGRA);
            rig.display.awaitFlip(rig.display.flip(picture));
            picture.close();
            assertArrayEquals(new int[640 * 480], rig.seen());
            assertEquals(480, rig.screen().faults());
            assertTrue(rig.iop.isRunning());
        }
    }

    @Test
    void sixtyPicturesASecondForTenMinutesLeakNothing() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            Framebuffer[] pictures = {
                rig.display.framebuffer(PixelFormat.BGRA), rig.display.framebuffer(PixelFormat.BGRA)
            };
            rig.display.awaitFlip(rig.display.flip(pictures[0]));
            int buffers = rig.emulated.coprocessor().memory().openBuffers();
            long start = rig.clock.getAsLong();
            for (int i = 0; i < 36_000; i++) {
                rig.display.awaitFlip(rig.display.flip(pictures[i & 1]));
            }
            assertEquals(buffers, rig.emulated.coprocessor().memory().openBuffers());
            // Each stands for two frames here: one until it is shown, one until its successor is.
            assertTrue(rig.clock.getAsLong() - start >= 600_000_000_000L);
            assertEquals(36_001, rig.screen().shown());
        }
    }

    @Test
    void givesAllMemoryBack() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            rig.display.framebuffer(PixelFormat.BGRA).close();
            rig.display.close();
            int before = rig.emulated.coprocessor().memory().openBuffers();
            rig.display = IbootDisplay.open(rig.iop, rig.platform.memory(), rig.options);
            rig.up();
            rig.display.close();
            assertEquals(before, rig.emulated.coprocessor().memory().openBuffers());
        }
    }

    @Test
    void aFlipMakesNoPictureAnew() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            rig.up();
            rig.display.listen(DisplayListener.NONE);
            Framebuffer picture = rig.display.framebuffer(PixelFormat.BGRA);
            long own = AllocationProbe.leastBytes(() -> flips(rig, picture, 300));
            long none = AllocationProbe.leastBytes(() -> flips(rig, picture, 0));
            // The emulated firmware works on this thread, too, and has its own: see the benchmark for the host's
            // alone.
            assertTrue((own - none) / 300 < 16_384, () -> "bytes=" + own / 300);
        }
    }

    private static void flips(DisplayRig rig, Framebuffer picture, int count) {
        try {
            for (int i = 0; i < count; i++) {
                rig.display.flip(picture);
            }
        } catch (DisplayException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
