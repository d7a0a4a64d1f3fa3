package org.rtkit4j.simulation;

import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;

/// A second co-processor in the same event loop, and a driver that keeps asking whether it is still served.
final class Bystander {
    private static final int CROSSINGS_BETWEEN = 16;
    private static final long MOST_MOVES = 1000;

    private final World world;
    private final LoopedIop iop;
    private boolean isTalking;
    private boolean isWaiting;
    private long sent;
    private long heard;
    private long sentNanos;
    private long sentMoves;
    private int sentStep;

    Bystander(World world, EventLoop loop) {
        this.world = world;
        Coprocessor coprocessor = world.machine.coprocessors().getLast();
        var platform = new Platform(
                world.parts.bystander(World.registerMailbox(coprocessor)),
                new CpuControl(coprocessor.cpu()),
                coprocessor.memory());
        iop = loop.attach(IopProfile.named("bystander"), platform, SessionListener.NONE);
        try {
            iop.beginBoot(BootPlan.START);
        } catch (RtkitException e) {
            throw world.failure("the bystander does not boot", e);
        }
    }

    boolean isRunning() {
        return iop.isRunning();
    }

    /// Has it answered what it was asked? Asks again when time has passed, or the other has talked for a while.
    void afterTurn() {
        if (!isTalking) {
            begin();
        } else if (!iop.isRunning()) {
            throw world.failure("the bystander does not run any more: phase=" + iop.phase());
        } else if (isWaiting) {
            check();
        } else if (world.now() != sentNanos || world.injector.step() - sentStep > CROSSINGS_BETWEEN) {
            ask();
        }
    }

    void close() {
        iop.reinit();
    }

    private void begin() {
        if (iop.isRunning()) {
            isTalking = true;
            try {
                iop.startEndpoint(Machines.ECHO, (msg0, _) -> heard = msg0);
            } catch (RtkitException e) {
                throw world.failure("the bystander cannot be used", e);
            }
        }
    }

    private void ask() {
        sent++;
        sentNanos = world.now();
        sentMoves = world.moves();
        sentStep = world.injector.step();
        isWaiting = true;
        try {
            if (!iop.trySend(Machines.ECHO, sent)) {
                isWaiting = false;
            }
        } catch (RtkitException e) {
            throw world.failure("the bystander cannot be used", e);
        }
    }

    private void check() {
        isWaiting = heard != sent;
        boolean isLate = world.now() - sentNanos > 2 * World.TICK_NANOS || world.moves() - sentMoves > MOST_MOVES;
        if (isWaiting && isLate) {
            throw world.failure("the bystander is not served: moves=" + (world.moves() - sentMoves));
        }
    }
}
