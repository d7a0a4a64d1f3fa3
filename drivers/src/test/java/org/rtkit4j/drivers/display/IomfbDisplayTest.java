package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.drivers.ScarceMemory;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.display.IomfbHazard;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.BandwidthRegisters;

/// A display as an operating system has it, through registers and shared memory.
class IomfbDisplayTest {
    private static final int RED = 0xff_20_10;
    private static final int BLUE = 0x00_40_ff;

    @ParameterizedTest
    @ValueSource(strings = {"12.3", "13.5"})
    void theFirstPictureIsSeen(String version) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL.with("display.iomfb", version))) {
            assertTrue(rig.display().isConnected());
            assertEquals(Monitor.NOTEBOOK.timings(), rig.display().timings());
            assertEquals(Monitor.NOTEBOOK.colors(), rig.display().colors());
            assertEquals(2, rig.display().descriptors());
            rig.on();
            rig.show(RED);
            Picture picture = rig.picture();
            assertEquals("3024x1964", picture.toString());
            rig.requireColor(RED);
            assertEquals(List.of("flip 1"), rig.diary.lines);
            assertEquals(List.of(), rig.diary.troubles);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPixelIsAsItWasDrawn(PixelFormat format) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer drawn = rig.display().framebuffer(format);
            var random = new SplittableRandom(7);
            int[] rgb = random.ints((long) drawn.width() * drawn.height(), 0, 1 << 24)
                    .toArray();
            for (int y = 0; y < drawn.height(); y++) {
                drawn.draw(0, y, rgb, y * drawn.width(), drawn.width());
            }
            rig.display().awaitFlip(rig.display().flip(drawn));
            assertEquals(new Picture(drawn.width(), drawn.height(), rgb), rig.picture());
        }
    }

    @Test
    void pixelsAreDrawnWhereverInALine() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer drawn = rig.display().framebuffer(PixelFormat.BGRA);
            drawn.fill(RED);
            drawn.draw(100, 7, new int[] {0, BLUE, BLUE}, 1, 2);
            rig.display().awaitFlip(rig.display().flip(drawn));
            int[] seen = new int[4];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = rig.picture().at(99 + i, 7);
            }
            assertArrayEquals(new int[] {RED, BLUE, BLUE, RED}, seen);
        }
    }

    @Test
    void withoutMemoryThereIsNoDisplayAndNoPicture() throws Exception {
        try (var rig = IomfbRig.booted(IomfbRig.MONITOR)) {
            var broker = MemoryBroker.ofRegisters(new ScarceMemory(rig.dcp.memory(), 0), rig.registers, rig.gate);
            var none = assertThrows(
                    DisplayException.class,
                    () -> IomfbDisplay.start(rig.iop, broker, rig.registers.size(), rig.options));
            assertEquals("display: no memory: calls, none is left: iova=0x0, size=0x100000", none.getMessage());
        }
    }

    @Test
    void aCrashIsNamedWhereverItIsWaited() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            int flip = rig.display().flip(rig.show(RED));
            rig.dcp.crash(new CrashCause.FailedAssert("swap.c", 1, "false"));
            var crashed =
                    assertThrows(DisplayException.class, () -> rig.display().awaitFlip(flip));
            assertTrue(
                    crashed.getMessage().startsWith("display: flip: the co-processor has crashed"),
                    crashed::getMessage);
        }
    }

    @Test
    void aPictureIsSeenFromTheNextFrameOnAndSixtyInASecond() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer red = rig.show(RED);
            Framebuffer blue = rig.show(BLUE);
            long before = rig.screen().shown();
            long start = rig.clock.getAsLong();
            for (int frame = 0; frame < 60; frame++) {
                rig.display().awaitFlip(rig.display().flip(frame % 2 == 0 ? red : blue));
                rig.requireColor(frame % 2 == 0 ? RED : BLUE);
            }
            assertEquals(60, rig.screen().shown() - before);
            assertEquals(1.0, (rig.clock.getAsLong() - start) / 1e9, 0.02);
        }
    }

    @Test
    void theModeChanges() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.show(RED);
            rig.display().set(TimingMode.of(640, 480, 60), ColorMode.PLAIN);
            rig.show(BLUE);
            assertEquals("640x480", rig.picture().toString());
            rig.requireColor(BLUE);
            var unknown = TimingMode.of(800, 600, 60);
            DisplayException refused =
                    assertThrows(DisplayException.class, () -> rig.display().set(unknown, ColorMode.PLAIN));
            assertEquals(
                    "display: what the firmware says makes no sense: mode 800x600@60, the monitor has told of no such mode",
                    refused.getMessage());
            rig.requireColor(BLUE);
        }
    }

    @Test
    void aMonitorIsPulledOutAndAnotherPluggedIn() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            rig.screen().unplug();
            rig.await(() -> !rig.display().isConnected());
            assertEquals(List.of(), rig.display().timings());
            DisplayException gone =
                    assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            assertEquals("display: no monitor is plugged in, or it has no mode: flip", gone.getMessage());
            rig.screen().plug(Monitor.ULTRA_HD);
            rig.await(() -> rig.display().isConnected());
            assertEquals(Monitor.ULTRA_HD.timings(), rig.display().timings());
            assertEquals(Monitor.ULTRA_HD.colors(), rig.display().colors());
            rig.display().set(TimingMode.of(3840, 2160, 60), ColorMode.PLAIN);
            rig.show(BLUE);
            assertEquals("3840x2160", rig.picture().toString());
            assertEquals(List.of("flip 1", "pulled out", "plugged in", "flip 2"), rig.diary.lines);
            assertEquals(List.of(), rig.diary.troubles);
        }
    }

    @Test
    void aMonitorComesLater() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR.with("display.monitor", "none"))) {
            assertEquals(List.of(), rig.display().timings());
            assertThrows(
                    DisplayException.class, () -> rig.display().set(TimingMode.of(1920, 1080, 60), ColorMode.PLAIN));
            rig.screen().plug(Monitor.FULL_HD);
            rig.await(() -> rig.display().isConnected());
            rig.on();
            rig.show(RED);
            rig.requireColor(RED);
        }
    }

    @Test
    void theBestIsWhatTheMonitorNamesFirst() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            assertEquals(rig.display().timings().getFirst(), rig.display().bestTiming());
            assertEquals(rig.display().colors().getFirst(), rig.display().bestColor());
            rig.screen().unplug();
            rig.await(() -> !rig.display().isConnected());
            for (Executable question : List.<Executable>of(rig.display()::bestTiming, rig.display()::bestColor)) {
                assertInstanceOf(
                        DisplayFault.Disconnected.class,
                        assertThrows(DisplayException.class, question).fault());
            }
        }
    }

    @Test
    void aSwapThatWaitsWhenTheMonitorGoesIsGivenUp() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            int flip = rig.display().flip(picture);
            rig.screen().unplug();
            DisplayException gone =
                    assertThrows(DisplayException.class, () -> rig.display().awaitFlip(flip));
            assertInstanceOf(DisplayFault.Disconnected.class, gone.fault());
        }
    }

    @Test
    void itIsSwitchedOffAndOn() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            rig.on();
            rig.show(RED);
            rig.display().power(false);
            assertTrue(rig.screen().picture().isEmpty());
            rig.on();
            rig.show(BLUE);
            rig.requireColor(BLUE);
            assertEquals(List.of(), rig.diary.troubles);
        }
    }

    @Test
    void itIsSwitchedOffThoughAsManyPicturesWaitAsMay() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            int waiting = 0;
            for (boolean isTaken = true; isTaken && waiting < 100; waiting += isTaken ? 1 : 0) {
                isTaken = isTaken(rig.display(), picture);
            }
            assertTrue(waiting >= 16 && waiting < 100, "waiting=" + waiting);
            rig.display().power(false);
            assertTrue(rig.screen().picture().isEmpty());
            assertEquals(0, rig.iop.count(Notice.LISTENER_FAILED));
        }
    }

    private static boolean isTaken(IomfbDisplay display, Framebuffer picture) throws InterruptedException {
        try {
            display.flip(picture);
            return true;
        } catch (DisplayException e) {
            assertInstanceOf(DisplayFault.TimedOut.class, e.fault());
            return false;
        }
    }

    @Test
    void aPictureWithoutPowerIsRefused() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.display().set(TimingMode.of(640, 480, 60), ColorMode.PLAIN);
            Framebuffer picture = rig.display().framebuffer(PixelFormat.BGRA);
            DisplayException refused =
                    assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            assertEquals("display: the firmware refused: swap, code=0xe00002d8", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.3", "13.5"})
    void afterACrashInASwapThePictureComesBack(String version) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR.with("display.iomfb", version))) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            int openBefore = rig.dcp.memory().openBuffers();
            rig.hands().inject(IomfbHazard.CRASH_IN_SWAP);
            DisplayException crashed =
                    assertThrows(DisplayException.class, () -> rig.display().flip(picture));
            assertInstanceOf(
                    Fault.Crashed.class,
                    assertInstanceOf(DisplayFault.Link.class, crashed.fault()).fault());
            rig.iop.recover();
            assertTrue(rig.screen().picture().isEmpty());
            rig.display().resume();
            rig.await(() -> rig.screen().shown() > 1);
            rig.requireColor(RED);
            rig.show(BLUE);
            rig.requireColor(BLUE);
            assertEquals(openBefore + 1, rig.dcp.memory().openBuffers(), "one picture more, and nothing else");
            assertEquals(2, rig.display().descriptors());
        }
    }

    @Test
    void theFirmwareOfT8103NeedsItsDoorbellWord() throws Exception {
        var strict = IomfbRig.MONITOR.with("display.iomfb.doorbell", "required");
        try (var rig = IomfbRig.up(strict)) {
            rig.display().power(true);
            assertThrows(DisplayException.class, rig::on);
            assertTrue(rig.iop.isCrashed());
        }
        try (var rig = IomfbRig.up(strict, new BandwidthRegisters(0x2_3b73_8014L, 0x2_3bc3_c000L, 2))) {
            rig.on();
            rig.show(RED);
            rig.requireColor(RED);
        }
    }

    @Test
    void nothingIsLeftWhenItIsClosed() throws Exception {
        var rig = IomfbRig.up(IomfbRig.MONITOR);
        rig.on();
        rig.show(RED).close();
        rig.close();
        assertEquals(0, rig.dcp.memory().openBuffers());
    }

    // What the firmware would call at a plug lies in the memory that is given back.
    @Test
    void itsFirmwareIsStoppedBeforeItsMemoryIsGivenBack() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Framebuffer picture = rig.show(RED);
            rig.display().close();
            rig.screen().unplug();
            rig.settle();
            assertNull(rig.dcp.crashCause());
            assertEquals(Stage.RESTING, rig.iop.phase().stage());
            picture.close();
            rig.iop.boot();
            rig.display().close();
            try (var again = IomfbDisplay.start(rig.iop, rig.broker, rig.registers.size(), rig.options)) {
                assertFalse(again.isConnected());
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedStopsTheFirmwareToo() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            Thread.currentThread().interrupt();
            rig.display().close();
            assertTrue(Thread.interrupted());
            assertEquals(Stage.RESTING, rig.iop.phase().stage());
            assertTrue(rig.screen().picture().isEmpty());
        }
    }

    @Test
    void aFirmwareThatAnswersNothingIsStoppedToo() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.hands().inject(IomfbHazard.LOST_ANSWER);
            rig.display().close();
            rig.screen().unplug();
            rig.settle();
            assertNull(rig.dcp.crashCause());
            assertEquals(Stage.RESTING, rig.iop.phase().stage());
        }
    }
}
