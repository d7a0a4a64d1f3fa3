package org.rtkit4j.benchmarks.suite;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
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
/// interrupt, event loop, packet, report.
public final class KeyPresses {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long EVERY_NANOS = 1_000_000;
    private static final int KEY = 0x04;
    private static final int SMALLEST_OBJECT = 16;
    private static final double MICROS = 1e3;

    private final int events;
    private final long[] latencies;
    private final Ear ear = new Ear();

    private KeyPresses(int events) {
        this.events = events;
        latencies = new long[events];
    }

    /// What came of it.
    ///
    /// @param events how many keys were pressed or released
    /// @param sorted wall time from each to the listener's call, of those that were heard
    /// @param troubles what the driver complained of
    /// @param bytes allocated by the driver's thread for all of them
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Outcome(int events, long[] sorted, int troubles, long bytes) {
        /// Returns the time that so large a part of them kept within.
        public double micros(double part) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / MICROS;
        }

        public double bytesEach() {
            return (double) bytes / events;
        }

        /// Returns whether every key was heard and no object made for each. What the supervisor's signs of life
        /// allocate now and then is far less.
        public boolean isGood() {
            return sorted.length == events && troubles == 0 && bytesEach() < SMALLEST_OBJECT / 2.0;
        }
    }

    /// Presses and releases a key.
    ///
    /// @param warmUp how often before it counts
    /// @param events how often it counts, a millisecond each
    public static Outcome measure(int warmUp, int events) throws Exception {
        return new KeyPresses(events).run(warmUp);
    }

    /// The row of the table.
    static Row row(Effort effort) throws Exception {
        Outcome outcome = measure(effort.keys() / 2, effort.keys());
        return new Row(
                "key",
                "key pressed, until the driver's listener hears it: median; 99 %% within %,.0f us"
                        .formatted(outcome.micros(0.99)),
                "us",
                outcome.micros(0.5),
                null,
                "",
                null,
                "every key, 0 B",
                outcome.isGood(),
                outcome.bytesEach(),
                Map.of("p99Micros", outcome.micros(0.99), "longestMicros", outcome.micros(1)));
    }

    private Outcome run(int warmUp) throws Exception {
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
            press(mtp, warmUp);
            ear.begin();
            press(mtp, events);
            return outcome();
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

    private Outcome outcome() {
        long bytes = ear.allocated();
        long[] sorted = Arrays.copyOf(latencies, ear.measured);
        Arrays.sort(sorted);
        return new Outcome(events, sorted, ear.troubles, bytes);
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
