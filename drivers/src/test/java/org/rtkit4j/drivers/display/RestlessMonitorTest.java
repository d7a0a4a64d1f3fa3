package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.wire.display.PixelFormat;

/// A hand that pulls the monitor out and exchanges it at any step of the firmware: in a mode set, in the middle of a
/// swap, between two questions. What fails is a fault of the display's, and the next monitor shows its picture.
class RestlessMonitorTest {
    private static final int ROUNDS = 12;

    private static void move(Screen screen, SplittableRandom random) {
        switch (random.nextInt(40)) {
            case 0 -> screen.unplug();
            case 1 -> screen.plug(Monitor.FAIL_SAFE);
            case 2 -> screen.plug(Monitor.FULL_HD);
            default -> {}
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aBootLoaderShowsItsPictureOnWhateverComesLast(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (var rig = DisplayRig.withMonitor("full-hd")) {
            tryToShow(rig.display, seed);
            int before = rig.emulated.coprocessor().memory().openBuffers();
            rig.hand = () -> move(rig.screen(), random);
            for (int round = 0; round < ROUNDS; round++) {
                tryToShow(rig.display, seed);
            }
            rig.hand = () -> {};
            rig.screen().plug(Monitor.FAIL_SAFE);
            rig.up();
            int[] drawn = rig.show(PixelFormat.BGRA, seed);
            assertArrayEquals(drawn, rig.seen());
            assertEquals(before + 1, rig.emulated.coprocessor().memory().openBuffers());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anOperatingSystemDoesSoToo(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            Runnable idle = rig.idle;
            rig.idle = () -> {
                move(rig.screen(), random);
                idle.run();
            };
            for (int round = 0; round < ROUNDS; round++) {
                tryToShow(rig.display(), seed);
            }
            rig.idle = idle;
            rig.screen().plug(Monitor.FAIL_SAFE);
            rig.settle();
            rig.await(() -> rig.display().timings().equals(Monitor.FAIL_SAFE.timings()));
            rig.on();
            int rgb = (int) seed & 0xffffff;
            rig.show(rgb);
            rig.requireColor(rgb);
        }
    }

    private static void tryToShow(Display display, long seed) throws InterruptedException {
        try {
            display.power(true);
            display.set(display.bestTiming(), display.bestColor());
            try (Framebuffer picture = display.framebuffer(PixelFormat.BGRA)) {
                picture.fill((int) seed & 0xffffff);
                display.awaitFlip(display.flip(picture));
            }
        } catch (DisplayException e) {
            assertEquals(1, e.getMessage().lines().count());
            assertTrue(isOfTheMonitor(e.fault()), e::getMessage);
        }
    }

    // It went, or another came, which has other modes: of these the firmware may have told or not.
    private static boolean isOfTheMonitor(DisplayFault fault) {
        return switch (fault) {
            case DisplayFault.Disconnected _, DisplayFault.Refused _, DisplayFault.TimedOut _ -> true;
            case DisplayFault.Malformed(String _, String why) -> why.equals("the monitor has told of no such mode");
            case DisplayFault.Forbidden _, DisplayFault.NoMemory _, DisplayFault.Link _ -> false;
        };
    }
}
