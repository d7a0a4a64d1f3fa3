package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// A display is one thread's at a time, and another's as soon as that has its answer.
class DisplayThreadsTest {
    /// What a thread of its own makes of it.
    private static <T> T elsewhere(Callable<T> call) throws Exception {
        var task = new FutureTask<>(call);
        Thread.ofPlatform().start(task);
        return task.get();
    }

    @Test
    void eachCallOfAMonitorGivesTheTurnToTheNextThread() throws Exception {
        try (var rig = DisplayRig.withMonitor("full-hd")) {
            Display display = rig.display;
            display.power(true);
            List<TimingMode> timings = elsewhere(display::timings);
            List<ColorMode> colors = display.colors();
            elsewhere(() -> {
                display.set(timings.getFirst(), colors.getFirst());
                return true;
            });
            Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
            assertEquals(1, display.flip(picture));
            assertEquals(2, elsewhere(() -> display.flip(picture)));
            display.awaitFlip(2);
            assertTrue(elsewhere(display::isConnected));
            display.set(timings.getFirst(), colors.getFirst());
            assertEquals(3, elsewhere(() -> display.flip(picture)));
            elsewhere(() -> {
                display.awaitFlip(3);
                display.power(false);
                return true;
            });
            display.power(true);
            assertEquals(timings, elsewhere(display::timings));
            assertEquals(List.of("plugged", "flip 1", "flip 2", "flip 3"), rig.heard);
        }
    }

    @Test
    void eachCallOfAnOperatingSystemGivesTheTurnToTheNextThread() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            IomfbDisplay display = rig.display();
            display.power(true);
            elsewhere(() -> {
                rig.on();
                return true;
            });
            Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
            int first = display.flip(picture);
            elsewhere(() -> {
                display.awaitFlip(first);
                return true;
            });
            int second = elsewhere(() -> display.flip(picture));
            display.awaitFlip(second);
            elsewhere(() -> display.flip(picture));
            display.resume();
            elsewhere(() -> {
                display.power(false);
                return true;
            });
            display.close();
            elsewhere(() -> {
                display.close();
                return true;
            });
        }
    }

    @Test
    void aCallThatFailsGivesTheTurnToTheNextThread() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.dcp.crash(new CrashCause.FailedAssert("swap.c", 1, "made by a test"));
            assertThrows(DisplayException.class, () -> rig.display().power(true));
            elsewhere(() ->
                    assertThrows(DisplayException.class, () -> rig.display().resume()));
            assertThrows(DisplayException.class, () -> rig.display().power(true));
        }
    }

    @Test
    void aCallOfAMonitorThatFailsGivesTheTurnToTheNextThread() throws Exception {
        try (var rig = DisplayRig.withMonitor("fail-safe")) {
            Display display = rig.display;
            rig.up();
            Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
            int flip = display.flip(picture);
            rig.emulated.coprocessor().crash(new CrashCause.FailedAssert("swap.c", 1, "made by a test"));
            assertThrows(DisplayException.class, () -> display.awaitFlip(flip));
            elsewhere(() -> assertThrows(DisplayException.class, display::timings));
            assertThrows(DisplayException.class, () -> display.power(true));
            elsewhere(() -> assertThrows(DisplayException.class, () -> display.flip(picture)));
            assertThrows(DisplayException.class, display::isConnected);
        }
    }

    // Of the default options, counted from when it is switched on and not from when time began.
    @Test
    void aMonitorThatDoesNotComeIsWaitedForAsLongAsTheOptionsSay() throws Exception {
        try (var rig = DisplayRig.withMonitor("none")) {
            rig.clock.advance(3_600_000_000_000L);
            long before = rig.clock.getAsLong();
            rig.display.power(true);
            long waited = rig.clock.getAsLong() - before;
            assertTrue(waited >= rig.options.monitorTimeoutNanos(), () -> "waited " + waited);
            assertTrue(waited < 2 * rig.options.monitorTimeoutNanos(), () -> "waited " + waited);
        }
    }
}
