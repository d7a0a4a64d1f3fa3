package org.rtkit4j.simulation;

import java.util.BitSet;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.simulation.Lifecycle.Ending;
import org.rtkit4j.simulation.Lifecycle.Start;
import org.rtkit4j.simulation.Outcome.End;

/// What a careful driver does in one lifecycle: when something fails, it recovers the co-processor and goes on.
final class Driver {
    private static final int VERSION = 12;
    private static final int WORDS = 3;
    // Longer than a crash may take to be noticed, so that the driver does not reset it away.
    private static final long ANSWER_NANOS = 800_000_000L;
    private static final long REST_NANOS = 50_000_000L;

    private final World world;
    private final Host host;
    private final EnumSet<End> ends = EnumSet.noneOf(End.class);
    private long heard;
    private long word;
    private int recoveries;
    private boolean isHealed;

    Driver(World world, Host host) {
        this.world = world;
        this.host = host;
    }

    /// Something that may fail as a driver's calls may.
    private interface Step {
        void run() throws RtkitException, InterruptedException;
    }

    /// No answer came.
    private static final class SilentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SilentException() {
            super("no answer", null, false, false);
        }
    }

    Outcome run() throws InterruptedException {
        PolledIop previous = world.lifecycle.start() == Start.ADOPT ? Host.bootByAnother(world) : null;
        world.injector.begin();
        attempt(() -> start(previous));
        attempt(this::talk);
        endAndReturn(world.lifecycle.ending());
        attempt(this::talk);
        heal();
        requireWorking();
        step("close", host::close);
        if (previous != null) {
            previous.reinit();
        }
        world.rules.requireNothingLeft();
        return new Outcome(world.rules.struck(), ends, recoveries, world.injector.step());
    }

    // ---- The steps ----

    private void start(@Nullable PolledIop previous) throws RtkitException, InterruptedException {
        if (previous == null) {
            host.boot(world.lifecycle.start().plan());
        } else {
            BitSet announced = previous.announced();
            world.rules.onAdopt();
            host.adopt(VERSION, announced);
        }
    }

    private void talk() throws RtkitException, InterruptedException {
        host.startEcho((msg0, _) -> heard = msg0);
        world.coprocessor.log("simulation.c:1", "a line");
        for (int i = 0; i < WORDS; i++) {
            long sent = ++word;
            host.send(sent);
            if (!host.await(() -> heard == sent, ANSWER_NANOS)) {
                throw new SilentException();
            }
        }
    }

    private void endAndReturn(Ending ending) {
        if (ending == Ending.CRASH) {
            attempt(() -> crash(world.choices.isErratic() && world.choices.choose(2) == 0));
            return;
        }
        if (attempt(() -> goDown(ending))) {
            attempt(() -> comeBack(ending));
        }
    }

    private void goDown(Ending ending) throws RtkitException, InterruptedException {
        host.powerDown(ending.powerDown());
        host.await(() -> false, REST_NANOS);
    }

    private void comeBack(Ending ending) throws RtkitException, InterruptedException {
        switch (ending) {
            case IDLE, QUIESCE -> host.boot(BootPlan.WAKE);
            case SLEEP -> host.boot(BootPlan.START_AND_WAKE);
            case OFF, CRASH -> host.recover();
        }
    }

    private void crash(boolean hard) throws RtkitException, InterruptedException {
        host.provokeCrash(hard);
        host.await(() -> false, ANSWER_NANOS);
        throw new SilentException();
    }

    // ---- When something fails ----

    /// Returns whether it went well; otherwise the co-processor has been recovered since.
    private boolean attempt(Step step) {
        if (succeeds(step)) {
            return true;
        }
        for (int i = 0; i <= world.faults.injections().size(); i++) {
            recoveries++;
            if (succeeds(host::recover)) {
                return false;
            }
        }
        heal();
        recoveries++;
        step("recover", host::recover);
        return false;
    }

    private boolean succeeds(Step step) {
        try {
            step.run();
            return true;
        } catch (RtkitException e) {
            ends.add(End.of(e.fault()));
            world.transcript.event(world.now(), String.valueOf(e.getMessage()));
        } catch (SilentException _) {
            ends.add(End.SILENT);
            world.transcript.event(world.now(), "the driver hears no answer");
        } catch (RuntimeException | InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
        return false;
    }

    /// Runs what must not fail any more.
    private void step(String name, Step step) {
        try {
            step.run();
        } catch (RtkitException | SilentException e) {
            throw world.failure("without a fault, this fails: " + name + ", " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            throw world.failure("an exception escapes: " + e, e);
        }
    }

    private void heal() {
        if (!isHealed) {
            isHealed = true;
            world.transcript.event(world.now(), "every fault has gone");
            world.injector.heal();
            world.wakeHost();
        }
    }

    // ---- At the end ----

    // What is left of a fault may still be noticed here; after a reset, nothing of it may be left.
    private void requireWorking() {
        if (!succeeds(this::talk)) {
            recoverForGood();
        }
        world.rules.afterTalk();
    }

    private void recoverForGood() {
        recoveries++;
        step("recover", host::recover);
        int before = world.rules.syslogLines();
        step("talk", this::talk);
        if (world.rules.syslogLines() == before) {
            throw world.failure("without a fault, no line of the syslog is heard");
        }
    }
}
