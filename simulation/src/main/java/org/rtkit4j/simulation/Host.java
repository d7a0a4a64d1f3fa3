package org.rtkit4j.simulation;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;

/// The host under test: one adapter of the core, driven without threads.
abstract class Host {
    final World world;

    Host(World world) {
        this.world = world;
    }

    static IopProfile profile(World world) {
        return new IopProfile(
                SessionConfig.named("iop"),
                world.lifecycle.start().plan(),
                PowerDown.SLEEP,
                EnumSet.allOf(PowerDown.class));
    }

    /// Somebody else brings the co-processor up first.
    static PolledIop bootByAnother(World world) throws InterruptedException {
        var platform = new Platform(World.registerMailbox(world.coprocessor), world.cpu(), world.coprocessor.memory());
        var other = new PolledIop(
                IopProfile.named("other"),
                platform,
                SessionListener.NONE,
                world.clock,
                () -> world.machine.machine().step());
        try {
            other.boot(BootPlan.START);
        } catch (RtkitException e) {
            throw world.failure("the first host does not boot", e);
        }
        while (world.machine.machine().step() || other.poll() > 0) {
            // Until neither has anything left to say.
        }
        return other;
    }

    abstract Iop iop();

    /// Brings it up; returns when it runs.
    abstract void boot(BootPlan plan) throws RtkitException, InterruptedException;

    abstract void recover() throws RtkitException, InterruptedException;

    abstract void powerDown(PowerDown to) throws RtkitException, InterruptedException;

    /// Sends a word to the echo endpoint.
    abstract void send(long word) throws RtkitException, InterruptedException;

    /// Waits until `condition` holds; returns false where it does not in time.
    abstract boolean await(BooleanSupplier condition, long nanos) throws RtkitException, InterruptedException;

    abstract void close() throws InterruptedException;

    final void adopt(int version, BitSet announced) throws RtkitException {
        iop().adopt(version, announced);
        world.wakeHost();
    }

    final void startEcho(EndpointListener listener) throws RtkitException {
        boolean wasListening = world.rules.listen(true);
        try {
            // It may hear messages before this returns.
            iop().startEndpoint(Machines.ECHO, world.rules.listening(listener));
        } catch (RtkitException e) {
            world.rules.listen(wasListening && iop().isRunning());
            throw e;
        }
        world.wakeHost();
    }

    final void provokeCrash(boolean hard) throws RtkitException {
        iop().provokeCrash(hard);
        world.wakeHost();
    }
}
