package org.rtkit4j.simulation;

import java.util.function.BooleanSupplier;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Timeouts;

/// A host whose calls wait by themselves: whenever they find nothing to do, the world moves on.
final class PolledHost extends Host {
    private final PolledIop iop;

    PolledHost(World world) {
        super(world);
        iop = new PolledIop(profile(world), world.platform(), world.rules, world.parts.clock(world.clock), this::idle);
    }

    @Override
    Iop iop() {
        return iop;
    }

    @Override
    void boot(BootPlan plan) throws RtkitException, InterruptedException {
        iop.boot(plan);
    }

    @Override
    void recover() throws RtkitException, InterruptedException {
        iop.recover();
    }

    @Override
    void powerDown(PowerDown to) throws RtkitException, InterruptedException {
        iop.powerDown(to);
    }

    @Override
    void send(long word) throws RtkitException, InterruptedException {
        long start = world.now();
        try {
            iop.send(Machines.ECHO, word);
        } finally {
            requireInTime(start, Timeouts.DEFAULT.sendNanos());
        }
    }

    @Override
    boolean await(BooleanSupplier condition, long nanos) throws RtkitException, InterruptedException {
        long start = world.now();
        try {
            return iop.await(condition, nanos);
        } finally {
            requireInTime(start, nanos);
        }
    }

    @Override
    void close() {
        iop.close();
    }

    private void idle() {
        world.rules.afterTurn();
        world.untilHostTurn();
    }

    private void requireInTime(long start, long nanos) {
        if (world.now() - start > nanos + World.TICK_NANOS) {
            throw world.failure("a call outlasts its deadline: nanos=" + (world.now() - start));
        }
    }
}
