package org.rtkit4j.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.simulation.Lifecycle.Start;

/// A driver without a plan: whenever it has a turn it may do anything that its co-processor's phase allows, or
/// nothing; and at any moment a fault may strike, one until it recovers.
final class Wanderer {
    private static final int VERSION = 12;
    private static final long WORD = 0x77;

    private final World world;
    private final PolledHost host;
    private final List<Blow> blows;
    private final @Nullable PolledIop previous;
    private boolean hasAdopted;
    private boolean isTalking;
    private boolean isAwaiting;
    private boolean isProvoked;
    private boolean isStruck;
    private boolean isCpuStopped;
    private boolean isChoosing;
    private boolean isClosing;

    Wanderer(World world, List<Blow> blows) throws InterruptedException {
        this.world = world;
        this.blows = blows;
        previous = world.lifecycle.start() == Start.ADOPT ? Host.bootByAnother(world) : null;
        host = new PolledHost(world);
    }

    /// Returns whether it is choosing what to do, rather than the world who moves.
    boolean isChoosing() {
        return isChoosing;
    }

    /// Goes on until the choices end it, or it has closed the co-processor.
    void wander() {
        while (!isClosing) {
            world.untilHostTurn();
            List<Deed> deeds = deeds();
            isChoosing = true;
            Deed deed = deeds.get(world.choices.choose(deeds.size()));
            isChoosing = false;
            perform(deed);
            stopCpuAtRest();
            world.rules.afterTurn();
        }
    }

    private void perform(Deed deed) {
        world.transcript.event(world.now(), deed.name());
        try {
            deed.act().run();
            // Until it finds nothing more to take; then time may pass.
            if (poll() > 0) {
                world.wakeHost();
            }
        } catch (RtkitException e) {
            world.transcript.event(world.now(), String.valueOf(e.getMessage()));
        } catch (SimulationFailure failure) {
            throw failure;
        } catch (RuntimeException | AssertionError e) {
            throw world.failure("an exception escapes: " + e, e);
        }
    }

    // ---- What it may do ----

    private List<Deed> deeds() {
        var deeds = new ArrayList<Deed>();
        deeds.add(new Deed("the driver waits", () -> {}));
        Phase phase = world.rules.phase();
        switch (phase) {
            case Phase.Stopped _ -> {
                addStarts(deeds);
                deeds.add(new Deed("the driver gives it up", this::giveUp));
            }
            case Phase.Resting(PowerDown how) when how != PowerDown.OFF -> addBoot(deeds, wakeFrom(how));
            case Phase.Running _ -> addWork(deeds);
            default -> {}
        }
        if (!(phase instanceof Phase.Stopped)) {
            deeds.add(new Deed("the driver recovers it", this::recover));
        } else if (isStruck) {
            deeds.add(new Deed("the driver resets it", this::reset));
        }
        deeds.add(new Deed("the driver closes it", this::close));
        if (!isStruck) {
            blows.forEach(blow -> deeds.add(new Deed("a fault strikes: " + blow, () -> strike(blow))));
        }
        return deeds;
    }

    private void addStarts(List<Deed> deeds) {
        if (previous != null && !hasAdopted) {
            deeds.add(new Deed("the driver adopts it", () -> adopt(previous.announced())));
        } else {
            addBoot(deeds, world.lifecycle.start().plan());
        }
    }

    private void addBoot(List<Deed> deeds, BootPlan plan) {
        deeds.add(new Deed("the driver boots it: " + plan, () -> boot(plan)));
    }

    private void addWork(List<Deed> deeds) {
        for (PowerDown to : PowerDown.values()) {
            deeds.add(new Deed(
                    "the driver powers it down: " + to, () -> host.iop().beginPowerDown(to)));
        }
        // One question at a time: two that are on their way together differ from one in nothing but their number.
        if (isProvoked || isAwaiting || host.iop().awaitsPong()) {
            return;
        }
        deeds.add(new Deed("the driver provokes a crash", this::provokeCrash));
        deeds.add(new Deed("the driver pings", host.iop()::ping));
        if (isTalking) {
            deeds.add(new Deed("the driver sends a word", this::send));
        } else {
            deeds.add(new Deed("the driver starts the echo", this::startEcho));
        }
    }

    private static BootPlan wakeFrom(PowerDown how) {
        return how.keepsFirmwareRunning() ? BootPlan.WAKE : BootPlan.START_AND_WAKE;
    }

    // ---- How it does it ----

    private int poll() {
        return isClosing ? 0 : ((PolledIop) host.iop()).poll();
    }

    private void boot(BootPlan plan) throws RtkitException {
        isCpuStopped = false;
        if (world.rules.phase() instanceof Phase.Stopped) {
            forgetTalk();
        }
        host.iop().beginBoot(plan);
    }

    private void adopt(BitSet announced) throws RtkitException {
        hasAdopted = true;
        world.rules.onAdopt();
        host.adopt(VERSION, announced);
    }

    private void recover() throws RtkitException {
        world.injector.heal();
        world.rules.forgive();
        isStruck = false;
        hasAdopted = true;
        isCpuStopped = false;
        forgetTalk();
        host.iop().beginRecovery();
    }

    // Its last words need turns of their own; they are the driver's last.
    private void close() {
        isClosing = true;
        host.close();
        if (previous != null) {
            previous.reinit();
        }
        world.rules.requireNothingLeft();
    }

    private void giveUp() {
        host.iop().fail(new Fault.Cancelled());
    }

    // Faults do not end with this; one may strike it.
    private void reset() throws RtkitException {
        isCpuStopped = false;
        forgetTalk();
        host.iop().reset();
    }

    private void startEcho() throws RtkitException {
        host.startEcho((_, _) -> isAwaiting = false);
        isTalking = true;
    }

    private void send() throws RtkitException {
        isAwaiting = true;
        isAwaiting = host.iop().trySend(Machines.ECHO, WORD);
    }

    private void provokeCrash() throws RtkitException {
        isProvoked = true;
        host.provokeCrash(false);
    }

    private void strike(Blow blow) {
        isStruck = true;
        world.injector.strike(blow.kind(), blow.parameter());
    }

    private void forgetTalk() {
        isTalking = false;
        isAwaiting = false;
        isProvoked = false;
    }

    // As the adapters do it once a power-down is over.
    private void stopCpuAtRest() {
        if (world.rules.phase() instanceof Phase.Resting(PowerDown how)
                && !how.keepsFirmwareRunning()
                && !isCpuStopped) {
            isCpuStopped = true;
            world.cpu().stop();
        }
    }
}
