package org.rtkit4j.benchmarks.capture;

import java.nio.file.Path;
import java.time.Duration;
import org.rtkit4j.benchmarks.suite.Quantile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.capture.tap.TapMailbox;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Mailbox;

/// The same key read over and over through the emulator's registers, host and firmware on one thread: with a
/// recorder that writes to a file, and without.
///
/// In turns of a millisecond or two, so that both find the machine in the same state; what counts is the middle one of
/// the ratios of all turns. Nothing is dropped: what the ring holds is written before the next turn begins.
final class RecordingCost {
    private static final int READS = 5_000;
    private static final int ROUNDS = 600;
    private static final int WARM_UP = 200;
    private static final int MESSAGES_PER_READ = 2;
    private static final int RING_MESSAGES = 1 << 16;

    private final Path file;
    private final double[] without = new double[ROUNDS];
    private final double[] with = new double[ROUNDS];

    RecordingCost(Path file) {
        this.file = file;
    }

    boolean run(double mostPercent) throws Exception {
        try (var recorder = new CaptureRecorder(CaptureWriter.create(file), System::nanoTime, 0).start()) {
            TapRing ring = recorder.add("smc", "benchmark", RING_MESSAGES);
            measure(recorder, ring);
            double percent = (Quantile.middleRatio(with, without) - 1) * 100;
            boolean isReached = percent < mostPercent && ring.dropped() == 0;
            CaptureBenchmark.print("a message, both ends", "%.1f ns".formatted(Quantile.middle(without)));
            CaptureBenchmark.print("a message, recorded", "%.1f ns".formatted(Quantile.middle(with)));
            CaptureBenchmark.print(
                    "recording costs the message path",
                    "%.1f %% (target: under %.0f %%)%s".formatted(percent, mostPercent, isReached ? "" : "  MISSED"));
            CaptureBenchmark.print("of which one look at the clock", lookAtTheClock());
            CaptureBenchmark.print("recorded, dropped", "%,d, %,d".formatted(ring.recorded(), ring.dropped()));
            return isReached;
        }
    }

    // A message is recorded with its time: recording cannot cost less.
    private String lookAtTheClock() {
        var nanos = new double[ROUNDS];
        long last = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CpuNanos.now();
            for (int i = 0; i < READS; i++) {
                last = Math.max(last, System.nanoTime());
            }
            nanos[round] = (double) (CpuNanos.now() - start) / READS;
        }
        if (last == 0) {
            throw new IllegalStateException("the clock stands still");
        }
        double middle = Quantile.middle(nanos);
        return "%.1f ns, %.1f %%".formatted(middle, 100 * middle / Quantile.middle(without));
    }

    /// Takes nanoseconds of this thread's CPU time a message, without and with recording.
    private void measure(CaptureRecorder recorder, TapRing ring) throws Exception {
        try (var plain = new Host(null);
                var recorded = new Host(ring)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                int at = Math.max(0, round);
                without[at] = plain.nanosPerMessage();
                with[at] = recorded.nanosPerMessage();
                while (recorder.pump() > 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /// A host and its co-processor.
    private static final class Host implements AutoCloseable {
        private final EmulatedMachine machine;
        private final PolledIop iop;
        private final Smc smc;

        Host(@org.jspecify.annotations.Nullable TapRing ring) throws Exception {
            machine = EmulatedMachine.with(Profile.named("smc")).build();
            Coprocessor firmware = machine.coprocessor();
            var direct = new RegisterMailbox(
                    firmware.registers(), firmware.layout(), firmware.receiveNotEmpty(), firmware.sendEmpty());
            Mailbox mailbox = ring == null ? direct : new TapMailbox(direct, ring, System::nanoTime);
            var platform = new Platform(mailbox, new CpuControl(firmware.cpu()), firmware.memory(), firmware::reset);
            iop = new PolledIop(IopProfile.named("smc"), platform, SessionListener.NONE, System::nanoTime, this::step);
            iop.boot();
            smc = Smc.open(iop, firmware.memory(), SmcOptions.DEFAULT);
            iop.await(() -> false, Duration.ofMillis(20).toNanos());
        }

        double nanosPerMessage() throws Exception {
            SmcKey key = SmcKey.of("TA0P");
            long start = CpuNanos.now();
            for (int i = 0; i < READS; i++) {
                smc.read(key);
            }
            return (double) (CpuNanos.now() - start) / (READS * MESSAGES_PER_READ);
        }

        private void step() {
            machine.machine().step();
        }

        @Override
        public void close() {
            smc.close();
            iop.close();
        }
    }
}
