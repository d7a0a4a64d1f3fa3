package org.rtkit4j.app.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// Host and emulated co-processor on one clock that stands still unless nothing is left to do.
///
/// They meet at registers and memory only, as on a real machine.
final class EmulatedHost implements SessionListener, AutoCloseable {
    private static final long TICK_NANOS = 100_000L;

    /// Whose turn it is to call the session.
    enum Adapter {
        POLLED,
        LOOP
    }

    final ManualClock clock = new ManualClock();
    final Coprocessor coprocessor;
    final Iop iop;
    final List<String> syslog = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<Phase> phases = new ArrayList<>();
    private final EmulatedMachine machine;
    private final EventLoop loop = new EventLoop(clock);

    EmulatedHost(Profile profile, SessionConfig config, Adapter adapter) {
        machine = EmulatedMachine.with(profile).clock(clock).build();
        coprocessor = machine.coprocessor();
        var mailbox = new RegisterMailbox(
                coprocessor.registers(), coprocessor.layout(), coprocessor.receiveNotEmpty(), coprocessor.sendEmpty());
        var platform =
                new Platform(mailbox, new CpuControl(coprocessor.cpu()), coprocessor.memory(), coprocessor::reset);
        // Every way to stop it, so that tests can try them all; not the profile that its real kind has.
        var iopProfile =
                new IopProfile(config, BootPlan.START_AND_WAKE, PowerDown.SLEEP, EnumSet.allOf(PowerDown.class));
        iop = adapter == Adapter.POLLED
                ? new PolledIop(iopProfile, platform, this, clock, () -> {})
                : loop.attach(iopProfile, platform, this);
    }

    static EmulatedHost of(Profile profile) {
        return new EmulatedHost(profile, SessionConfig.named("test"), Adapter.POLLED);
    }

    /// Boots; returns why it did not come up, or null.
    Fault boot(BootPlan plan) throws Exception {
        iop.beginBoot(plan);
        runUntil(() -> iop.isRunning() || iop.phase().isTerminal());
        return iop.phase() instanceof Phase.Failed failed ? failed.fault() : null;
    }

    /// Lets both sides work until `condition` holds, at most ten seconds of their clock.
    boolean runUntil(BooleanSupplier condition) {
        long limit = clock.getAsLong() + Duration.ofSeconds(10).toNanos();
        boolean holds = condition.getAsBoolean();
        while (!holds && clock.getAsLong() < limit) {
            if (!machine.machine().step() && work() == 0) {
                clock.advance(TICK_NANOS);
            }
            holds = condition.getAsBoolean();
        }
        return holds;
    }

    /// Lets both sides work until neither has anything left to do.
    void settle() {
        int idle = 0;
        while (idle < 100) {
            boolean stepped = machine.machine().step();
            boolean worked = work() > 0 || stepped;
            idle = worked ? 0 : idle + 1;
            if (!worked) {
                clock.advance(TICK_NANOS);
            }
        }
    }

    /// Lets the co-processor do all it can, then the host.
    void turn() {
        boolean more = true;
        while (more) {
            more = machine.machine().step();
        }
        work();
    }

    @Override
    public void close() {
        iop.reinit();
    }

    private int work() {
        return iop instanceof PolledIop polled ? polled.poll() : loop.turn();
    }

    @Override
    public void onSyslog(String context, String text) {
        syslog.add(context + "|" + text);
    }

    @Override
    public boolean wantsSyslog() {
        return true;
    }

    @Override
    public void onNotice(Notice notice, int endpoint, long msg0) {
        notices.add(notice);
    }

    @Override
    public void onPhase(Phase phase) {
        phases.add(phase);
    }
}
