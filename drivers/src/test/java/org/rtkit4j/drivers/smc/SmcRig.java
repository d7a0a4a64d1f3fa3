package org.rtkit4j.drivers.smc;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.emulator.smc.SmcBoard;
import org.rtkit4j.emulator.smc.SmcConfig;
import org.rtkit4j.testkit.ManualClock;

/// A driver and an emulated controller on one clock that moves only while nothing is left to do.
final class SmcRig implements AutoCloseable {
    static final long SHARED = 0x2_3fe0_4000L;
    private static final long TICK_NANOS = 100_000L;

    final ManualClock clock = new ManualClock();
    final SmcBoard board;
    final EmulatedMachine emulated;
    final PolledIop iop;
    // Null while it is opened.
    final Smc smc;

    SmcRig(SmcConfig config) throws Exception {
        board = new SmcBoard(config);
        emulated = machine(board, clock);
        iop = new PolledIop(IopProfile.named("smc"), platform(emulated), SessionListener.NONE, clock, this::idle);
        iop.boot();
        smc = open();
    }

    /// Opens the controller of the firmware that runs now.
    Smc open() throws Exception {
        return Smc.open(iop, emulated.coprocessor().memory(), SmcOptions.DEFAULT.with(this::now));
    }

    static SmcRig of(String keys) throws Exception {
        return new SmcRig(SmcConfig.of(KeySet.of(keys), SHARED));
    }

    static SmcRig withKeys(String json) throws Exception {
        return new SmcRig(config(json));
    }

    static SmcConfig config(String json) {
        return SmcConfig.of(KeySet.parse("test", json.getBytes(StandardCharsets.UTF_8)), SHARED);
    }

    static EmulatedMachine machine(SmcBoard board, LongSupplier clock) {
        return EmulatedMachine.with(Profile.named("smc"))
                .endpoint(0x20, board)
                .clock(clock)
                .build();
    }

    static Platform platform(EmulatedMachine emulated) {
        var iop = emulated.coprocessor();
        var mailbox = new RegisterMailbox(iop.registers(), iop.layout(), iop.receiveNotEmpty(), iop.sendEmpty());
        return new Platform(mailbox, new CpuControl(iop.cpu()), iop.memory(), iop::reset);
    }

    /// Lets something happen to the machine, and the driver hear of it.
    void happens(Runnable what) {
        emulated.coprocessor().interject(what);
        emulated.machine().runUntilIdle();
        iop.poll();
    }

    // The atomic path gives up the CPU to nobody: whoever asks for the time lets the machine work.
    private long now() {
        if (smc != null && smc.isAtomic()) {
            idle();
        }
        return clock.getAsLong();
    }

    private void idle() {
        if (!emulated.machine().step()) {
            clock.advance(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        smc.close();
        iop.close();
    }
}
