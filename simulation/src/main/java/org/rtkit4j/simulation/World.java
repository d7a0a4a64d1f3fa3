package org.rtkit4j.simulation;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.fault.FaultInjector;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.emulator.fault.Injection;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.Mailbox;

/// One machine, one clock, one source of choices: decides who moves next.
///
/// A move is one piece of the firmware's work, a late interrupt, a turn of the host, or, where nobody has anything
/// to do, the passing of time. The clock never moves by more than a tick without a turn of the host.
final class World {
    /// How long the host may go without a turn, and so how late it may notice that a deadline has passed.
    static final long TICK_NANOS = 100_000_000L;

    /// Crash log, syslog, ioreport, oslog, and two of kdebug.
    private static final int MOST_OPEN = 6;

    private static final long MOST_MOVES = 200_000;
    private static final long LARGEST_JITTER_NANOS = 1_000_000L;
    private static final int JITTER_ODDS = 64;
    private static final int LATE_ODDS = 4;

    final ManualClock clock = new ManualClock();
    final Transcript transcript = new Transcript();
    final Profile profile;
    final Lifecycle lifecycle;
    final FaultPlan faults;
    final Choices choices;
    final Parts parts;
    final EmulatedMachine machine;
    final Coprocessor coprocessor;
    final FaultInjector injector;
    final Rules rules;
    final WatchedMailbox mailbox;
    final WatchedMemory memory;

    /// Hears of each move of the session from one phase to another.
    MoveWatcher watcher = (_, _) -> {};

    private final Supplier<String> replay;
    private final ArrayDeque<Runnable> late = new ArrayDeque<>();
    private boolean isHostReady = true;
    private long lastTurnNanos;
    private long moves;
    private int budget = Integer.MAX_VALUE;

    /// Makes a world in which nothing has happened yet.
    ///
    /// @param profile of the co-processor, as it is where no part of it is replaced
    /// @param replay what runs this again, for whoever reads of a failure
    World(
            Profile profile,
            Lifecycle lifecycle,
            FaultPlan faults,
            Choices choices,
            Parts parts,
            Supplier<String> replay) {
        this.profile = profile;
        this.lifecycle = lifecycle;
        this.faults = faults;
        this.choices = choices;
        this.parts = parts;
        this.replay = replay;
        machine = Machines.build(profile, lifecycle.adapter(), parts, clock);
        coprocessor = machine.coprocessor();
        injector = new FaultInjector(faults, coprocessor, registerMailbox(coprocessor), coprocessor.memory(), clock);
        injector.onStrike(this::onStrike);
        rules = new Rules(this);
        mailbox = new WatchedMailbox(this, injector.mailbox());
        memory = new WatchedMemory(this, injector.memory(), MOST_OPEN);
    }

    /// Hears of each move of the session.
    interface MoveWatcher {
        void onMove(Phase from, Phase to);
    }

    static Mailbox registerMailbox(Coprocessor coprocessor) {
        return new RegisterMailbox(
                coprocessor.registers(), coprocessor.layout(), coprocessor.receiveNotEmpty(), coprocessor.sendEmpty());
    }

    /// Returns the platform that the host under test is given.
    Platform platform() {
        return new Platform(parts.mailbox(mailbox), cpu(), parts.memory(memory), parts.reset(injector::reset));
    }

    CpuControl cpu() {
        return new CpuControl(coprocessor.cpu());
    }

    long now() {
        return clock.getAsLong();
    }

    long moves() {
        return moves;
    }

    /// Makes moves of others until the host is to have a turn.
    void untilHostTurn() {
        while (!move()) {
            rules.afterMove();
        }
        lastTurnNanos = now();
    }

    /// The host has something to do.
    void wakeHost() {
        isHostReady = true;
    }

    /// Lets an interrupt handler run now, or a little later.
    void interrupt(Runnable handler) {
        if (choices.isErratic() && choices.choose(LATE_ODDS) == 0) {
            late.add(handler);
        } else {
            isHostReady = true;
            handler.run();
        }
    }

    /// Returns whether the host may take another message in this turn; uses it up.
    boolean takesAnother() {
        if (budget > 0) {
            budget--;
            return true;
        }
        isHostReady = true;
        return false;
    }

    /// Returns what is thrown because a rule is broken.
    SimulationFailure failure(String rule) {
        return failure(rule, null);
    }

    SimulationFailure failure(String rule, @Nullable Throwable cause) {
        return new SimulationFailure(rule, replay.get(), transcript.toString(), cause);
    }

    private void onStrike(Injection injection) {
        transcript.event(now(), injection);
        rules.onStrike(injection);
        choices.onStrike();
        isHostReady = true;
    }

    private boolean move() {
        if (++moves > MOST_MOVES) {
            throw failure("the run does not end: moves=" + MOST_MOVES);
        }
        if (!late.isEmpty() && choices.choose(2) == 0) {
            isHostReady = true;
            late.remove().run();
            return false;
        }
        boolean hasFirmwareWork = machine.machine().nextDueNanos() <= now();
        if (hasFirmwareWork && (!isHostReady || choices.choose(2) == 0)) {
            machine.machine().step();
            isHostReady = true;
            jitter();
            return false;
        }
        return isHostReady ? beginTurn() : passTime();
    }

    private boolean beginTurn() {
        isHostReady = false;
        boolean mayTakeSome = mailbox.receiveNotEmpty().isAsserted();
        budget = mayTakeSome && choices.choose(2) != 0 ? 1 : Integer.MAX_VALUE;
        return true;
    }

    private boolean passTime() {
        if (!late.isEmpty()) {
            isHostReady = true;
            late.remove().run();
            return false;
        }
        long due = Math.min(machine.machine().nextDueNanos(), injector.nextDueNanos());
        clock.advanceTo(Math.min(due, lastTurnNanos + TICK_NANOS));
        injector.onTime();
        isHostReady = true;
        return false;
    }

    private void jitter() {
        if (choices.isErratic() && choices.choose(JITTER_ODDS) == 0) {
            long later = now() + choices.choose((int) LARGEST_JITTER_NANOS);
            clock.advanceTo(Math.min(later, lastTurnNanos + TICK_NANOS));
            injector.onTime();
        }
    }
}
