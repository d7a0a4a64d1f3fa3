package org.rtkit4j.simulation;

import java.util.function.BooleanSupplier;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Timeouts;

/// A host in an event loop without a thread: its calls begin, and the loop is turned until they have ended.
///
/// The loop serves a second co-processor, which no fault strikes and which must never notice those of the first.
final class LoopedHost extends Host {
    private final EventLoop loop;
    private final LoopedIop iop;
    private final Bystander bystander;

    LoopedHost(World world) {
        super(world);
        loop = new EventLoop(world.parts.clock(world.clock));
        iop = loop.attach(profile(world), world.platform(), world.rules);
        bystander = new Bystander(world, loop);
        while (!bystander.isRunning()) {
            turn();
        }
    }

    @Override
    Iop iop() {
        return iop;
    }

    @Override
    void boot(BootPlan plan) throws RtkitException {
        iop.beginBoot(plan);
        awaitPhase(Phase.Running.class);
    }

    @Override
    void recover() throws RtkitException {
        iop.beginRecovery();
        awaitPhase(Phase.Running.class);
    }

    @Override
    void powerDown(PowerDown to) throws RtkitException {
        iop.beginPowerDown(to);
        awaitPhase(Phase.Resting.class);
        if (!to.keepsFirmwareRunning()) {
            world.cpu().stop();
        }
    }

    @Override
    void send(long word) throws RtkitException {
        long deadline = world.now() + Timeouts.DEFAULT.sendNanos();
        while (!iop.trySend(Machines.ECHO, word)) {
            if (world.now() >= deadline) {
                throw new RtkitException(iop.name(), new Fault.TimedOut("room to send", 0, "nothing"));
            }
            turn();
        }
    }

    @Override
    boolean await(BooleanSupplier condition, long nanos) throws RtkitException {
        long deadline = world.now() + nanos;
        while (!condition.getAsBoolean()) {
            requireAlive();
            if (world.now() >= deadline) {
                return false;
            }
            turn();
        }
        return true;
    }

    // Not while it runs: its close would wait in real time for a loop that nobody turns.
    @Override
    void close() {
        try {
            if (iop.isRunning()) {
                powerDown(PowerDown.SLEEP);
            }
        } catch (RtkitException _) {
            world.transcript.event(world.now(), "closed without a shutdown");
        }
        iop.close();
        bystander.close();
    }

    private void awaitPhase(Class<? extends Phase> wanted) throws RtkitException {
        world.wakeHost();
        while (!wanted.isInstance(iop.phase())) {
            requireAlive();
            turn();
        }
    }

    private void requireAlive() throws RtkitException {
        switch (iop.phase()) {
            case Phase.Failed(Fault fault) -> throw new RtkitException(iop.name(), fault);
            case Phase.Crashed crashed -> throw new RtkitException(iop.name(), new Fault.Crashed(crashed.dump()));
            default -> {}
        }
    }

    private void turn() {
        world.untilHostTurn();
        if (loop.turn() > 0) {
            world.wakeHost();
        }
        world.rules.afterTurn();
        bystander.afterTurn();
    }
}
