package org.rtkit4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.input.InputDriver;
import org.rtkit4j.drivers.input.InputFault;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.drivers.input.InputOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// A key of the emulated keyboard, a thousand times a second, until the driver's listener hears of it: firmware, FIFO,
/// interrupt, event loop, packet, report. Fails where an event is lost, or where the driver's thread allocates.
final class InputBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long EVERY_NANOS = 1_000_000;
    private static final int WARM_UP = 5_000;
    private static final int KEY = 0x04;
    private static final int SMALLEST_OBJECT = 16;
    private static final double MICROS = 1e3;

    private final int events;
    private final long[] latencies;
    private final Ear ear = new Ear();

    InputBenchmark(Duration duration) {
        events = (int) (duration.toNanos() / EVERY_NANOS);
        latencies = new long[events];
    }

    /// Measures and prints; returns whether what must hold does.
    boolean run() throws Exception {
        try (var emulated = EmulatedMachine.with(Profile.named("mtp")).build();
                var _ = MachineRunner.start(emulated.machine());
                var loop = new EventLoop(emulated.clock()).start();
                var supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT)) {
            Coprocessor mtp = emulated.coprocessor();
            var options = InputOptions.DEFAULT.with(emulated.clock());
            var driver = new InputDriver(loop, windows(mtp), mtp.memory(), options, ear);
            supervisor.listen(driver);
            supervisor.add(IopProfile.named("mtp"), platform(mtp), driver).start();
            ear.ready.await();
            press(mtp, WARM_UP);
            ear.begin();
            press(mtp, events);
            return print();
        }
    }

    private static DockChannelWindows windows(Coprocessor mtp) {
        return new DockChannelWindows(
                mtp.window("irq"),
                mtp.window("config"),
                mtp.window("data"),
                mtp.interrupt("dockchannel"),
                1,
                DockChannelWindows.FIFO_BYTES);
    }

    private static Platform platform(Coprocessor mtp) {
        var mailbox = new RegisterMailbox(mtp.registers(), mtp.layout(), mtp.receiveNotEmpty(), mtp.sendEmpty());
        return new Platform(mailbox, new CpuControl(mtp.cpu()), mtp.memory(), mtp::reset);
    }

    // Each is heard before the next: what is measured is one event, not a queue of them.
    private void press(Coprocessor mtp, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * EVERY_NANOS;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long before = ear.heard.get();
            ear.pressedNanos = System.nanoTime();
            mtp.hands().key(KEY, i % 2 == 0);
            ear.await(before);
        }
    }

    private boolean print() {
        long bytes = ear.allocated();
        long[] sorted = Arrays.copyOf(latencies, ear.measured);
        Arrays.sort(sorted);
        System.out.printf("%-36s %d of %d, %d troubles%n", "keys heard", ear.measured, events, ear.troubles);
        System.out.printf("%-36s %.1f us%n", "latency, median", quantile(sorted, 0.5));
        System.out.printf("%-36s %.1f us%n", "latency, p99", quantile(sorted, 0.99));
        System.out.printf("%-36s %.1f us%n", "latency, longest", quantile(sorted, 1));
        System.out.printf("%-36s %d bytes%n", "allocated for all of them", bytes);
        // What the supervisor's signs of life allocate now and then is far less than an object for each event.
        boolean allocates = bytes >= (long) SMALLEST_OBJECT * events / 2;
        return ear.measured == events && ear.troubles == 0 && !allocates;
    }

    private static double quantile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / MICROS;
    }

    /// Hears the keys, on the loop's thread.
    private final class Ear implements InputListener {
        private final CountDownLatch ready = new CountDownLatch(1);
        private final AtomicLong heard = new AtomicLong();
        private volatile long pressedNanos;
        private volatile boolean isMeasuring;
        private volatile long threadId;
        private volatile int measured;
        private volatile int troubles;
        private long allocatedBefore;

        @Override
        public void onReady(String name) {
            threadId = Thread.currentThread().threadId();
            if (name.equals("keyboard")) {
                ready.countDown();
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void onKey(int usage, boolean isDown) {
            if (isMeasuring) {
                latencies[measured] = System.nanoTime() - pressedNanos;
                measured++;
            }
            heard.incrementAndGet();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void onTrouble(InputFault fault) {
            troubles++;
        }

        void begin() {
            allocatedBefore = THREADS.getThreadAllocatedBytes(threadId);
            isMeasuring = true;
        }

        long allocated() {
            return THREADS.getThreadAllocatedBytes(threadId) - allocatedBefore;
        }

        // An event that is never heard must not end in waiting for ever.
        void await(long before) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (heard.get() == before && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
