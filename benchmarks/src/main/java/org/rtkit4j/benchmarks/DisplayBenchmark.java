package org.rtkit4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.display.Display;
import org.rtkit4j.drivers.display.Framebuffer;
import org.rtkit4j.drivers.display.IomfbDisplay;
import org.rtkit4j.drivers.display.IomfbOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.display.IomfbConfig;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// Pictures on the emulated display, the operating system's way: the firmware runs on one thread, the driver polls on
/// another.
///
/// A flip must not allocate, and sixty a second for as long as one likes must leave nothing behind; the benchmark fails
/// where they do.
final class DisplayBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FLIPS = 20_000;
    private static final int ROUNDS = 20;
    // A frame has 16.7 ms.
    private static final long NAP_NANOS = 200_000;
    // A frame is over as soon as a flip: what is measured is not the waiting.
    private static final TimingMode FAST = TimingMode.of(640, 480, 20_000);
    private static final TimingMode USUAL = TimingMode.of(640, 480, 60);
    private static final Monitor MONITOR =
            new Monitor("Example 0", 1, "EX0", 100, 80, List.of(FAST, USUAL), List.of(ColorMode.PLAIN));

    private final Duration duration;
    private final long[] times = new long[FLIPS];
    private boolean isUsual;

    DisplayBenchmark(Duration duration) {
        this.duration = duration;
    }

    /// Measures and prints; returns whether what must hold does.
    boolean run() throws Exception {
        Profile profile =
                Profile.named("dcp").with("display.connector", "external").with("display.monitor", "none");
        var emulated = EmulatedMachine.with(profile).build();
        Coprocessor dcp = emulated.coprocessor();
        dcp.screen().plug(MONITOR);
        IomfbConfig config = Objects.requireNonNull(profile.display()).iomfb();
        MemoryBroker broker = MemoryBroker.ofRegisters(dcp.memory(), config.registers(), new DirectGate());
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = new PolledIop(
                        IopProfile.named("dcp"),
                        Platform.of(dcp),
                        SessionListener.NONE,
                        emulated.clock(),
                        this::idle)) {
            iop.boot();
            IomfbOptions options = IomfbOptions.of(config.version());
            try (Display display =
                    IomfbDisplay.start(iop, broker, config.registers().size(), options)) {
                display.power(true);
                boolean isFast = fast(display);
                return usual(display, dcp) && isFast;
            }
        }
    }

    // Who waits for a frame need not have a core for that.
    private void idle() {
        if (isUsual) {
            LockSupport.parkNanos(NAP_NANOS);
        } else {
            Thread.onSpinWait();
        }
    }

    private boolean fast(Display display) throws Exception {
        display.set(FAST, ColorMode.PLAIN);
        try (Framebuffer picture = display.framebuffer(PixelFormat.BGRA)) {
            long allocated = Long.MAX_VALUE;
            // The best of a few rounds: the compiler's own doings are now and then put down to the thread.
            for (int round = 0; round < ROUNDS && allocated != 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                flip(display, picture);
                allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            Arrays.sort(times);
            print("flip, median", "%.2f us".formatted(times[FLIPS / 2] / 1e3));
            print("flip, 99 %", "%.2f us".formatted(times[FLIPS / 100 * 99] / 1e3));
            print("bytes allocated by %,d flips".formatted(FLIPS), "%,d".formatted(allocated));
            return allocated == 0;
        }
    }

    private void flip(Display display, Framebuffer picture) throws Exception {
        for (int i = 0; i < FLIPS; i++) {
            long start = System.nanoTime();
            int flip = display.flip(picture);
            times[i] = System.nanoTime() - start;
            display.awaitFlip(flip);
        }
    }

    private boolean usual(Display display, Coprocessor dcp) throws Exception {
        display.set(USUAL, ColorMode.PLAIN);
        isUsual = true;
        try (Framebuffer red = display.framebuffer(PixelFormat.BGRA);
                Framebuffer blue = display.framebuffer(PixelFormat.BGRA)) {
            int open = dcp.memory().openBuffers();
            long heap = usedBytes();
            long start = System.nanoTime();
            long frames = 0;
            for (; System.nanoTime() - start < duration.toNanos(); frames++) {
                display.awaitFlip(display.flip(frames % 2 == 0 ? red : blue));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long grown = usedBytes() - heap;
            print("frames", "%,d in %.0f s, %.1f a second".formatted(frames, seconds, frames / seconds));
            print("heap afterwards", "%+,d KiB".formatted(grown / 1024));
            print("buffers afterwards", "%+d".formatted(dcp.memory().openBuffers() - open));
            return dcp.memory().openBuffers() == open && grown < (1 << 20);
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void print(String what, String value) {
        System.out.printf("%-36s %s%n", what, value);
    }
}
