package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.capture.record.TappedMemory;
import org.rtkit4j.capture.tap.TapMailbox;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.message.Vocabulary;

/// Records a boot, keys read and written, a notification and a crash of the SMC: host and firmware on one thread and
/// one clock, so that the same messages have the same times in every run.
final class SteppedCapture implements SessionListener {
    private static final long STEP_NANOS = 1_000;
    private static final long TICK_NANOS = 50_000;
    private static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final EmulatedMachine machine;
    private TapMailbox tap;

    private SteppedCapture() throws Exception {
        machine = EmulatedMachine.with(Profile.named("smc")).clock(clock).build();
    }

    static void write(Path file) throws Exception {
        new SteppedCapture().record(file);
    }

    private void record(Path file) throws Exception {
        Platform direct = Platform.of(machine.coprocessor());
        var memory = new TappedMemory(direct.memory(), Vocabulary.SMC);
        try (var recorder = new CaptureRecorder(CaptureWriter.create(file), clock, EPOCH_NANOS)) {
            var ring = recorder.add("smc", "mailbox of smc, through emulator:smc", 1 << 12);
            tap = new TapMailbox(direct.mailbox(), ring, clock, memory);
            var platform = new Platform(tap, direct.cpu(), memory, direct.reset());
            talk(new PolledIop(IopProfile.named("smc"), platform, this, clock, this::idle), memory);
        }
    }

    private void talk(PolledIop iop, TappedMemory memory) throws Exception {
        iop.boot();
        iop.await(() -> false, Duration.ofMillis(5).toNanos());
        try (Smc smc = Smc.open(iop, memory, SmcOptions.DEFAULT)) {
            smc.read(SmcKey.of("TA0P"));
            smc.read(SmcKey.of("RPlt"));
        }
        iop.provokeCrash(true);
        iop.await(iop::isCrashed, Duration.ofSeconds(1).toNanos());
        iop.reinit();
    }

    private void idle() {
        clock.advance(machine.machine().step() ? STEP_NANOS : TICK_NANOS);
    }

    @Override
    public void onPhase(Phase phase) {
        tap.note(phase.getClass().getSimpleName());
    }

    /// Returns the recorded file, made in `folder`.
    static Path in(Path folder) throws IOException {
        Path file = folder.resolve("smc.pcapng");
        try {
            write(file);
        } catch (Exception e) {
            throw new IOException(e);
        }
        return file;
    }
}
