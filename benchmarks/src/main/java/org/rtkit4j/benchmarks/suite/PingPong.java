package org.rtkit4j.benchmarks.suite;

import java.util.Arrays;
import java.util.BitSet;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.wire.port.InterruptLine;

/// AP and firmware, each on a thread of its own that never sleeps: a message there and back over the register mailbox,
/// beside two threads that do nothing but pass a number to and fro on two cache lines. That is the machine's limit.
///
/// Both are measured in small batches, in turns, so that both find the machine in the same state: the cores of a
/// virtual machine are near each other at one time and far at another. The ratio is the middle one of all pairs.
///
/// In a JVM of its own: how the compiler happens to inline shows here as it does in the rows of one thread.
public final class PingPong {
    private static final int BATCH = 200;
    private static final int LEAST_BATCHES = 50;
    private static final int MOST_BATCHES = 1 << 17;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    // Each with a thread of its own: the first find their code being compiled.
    private static final int WARM_UPS = 3;
    private static final int WARM_UP_MILLIS = 200;

    private final RegisterMailbox hardware =
            new RegisterMailbox(new SharedWindow(), SharedWindow.LAYOUT, NoInterrupt.LINE, NoInterrupt.LINE);
    private final double[] bare = new double[MOST_BATCHES];
    private final double[] mailbox = new double[MOST_BATCHES];
    private int batches;
    private long heard;

    private PingPong() {}

    /// Measures for so many milliseconds, and prints nanoseconds there and back, bare and over the mailbox, the ratio,
    /// and how many pairs there were.
    public static void main(String[] arguments) throws RtkitException {
        new PingPong().run(Integer.parseInt(arguments[0]));
    }

    private void run(int millis) throws RtkitException {
        var platform = new Platform(hardware, null, new PooledMemory());
        var iop = new PolledIop(IopProfile.named("ans"), platform, SessionListener.NONE);
        var announced = new BitSet();
        announced.set(SharedFirmware.ECHO);
        iop.adopt(12, announced);
        iop.startEndpoint(SharedFirmware.ECHO, (_, _) -> heard++);
        for (int i = 0; i < WARM_UPS; i++) {
            measure(iop, WARM_UP_MILLIS);
        }
        measure(iop, millis);
        print();
    }

    private void print() {
        double[] ours = Arrays.copyOf(mailbox, batches);
        double[] limit = Arrays.copyOf(bare, batches);
        System.out.println(Quantile.middle(limit) + " " + Quantile.middle(ours) + " "
                + Quantile.middleRatio(ours, limit) + " " + batches);
    }

    private void measure(PolledIop iop, int millis) throws RtkitException {
        Thread firmware = SharedFirmware.start();
        try {
            takeTurns(iop, millis);
        } finally {
            SharedFirmware.stop();
        }
        join(firmware);
    }

    private void takeTurns(PolledIop iop, int millis) throws RtkitException {
        long start = System.nanoTime();
        batches = 0;
        while (batches < LEAST_BATCHES
                || (batches < MOST_BATCHES && System.nanoTime() - start < millis * NANOS_PER_MILLI)) {
            bare[batches] = bareBatch();
            mailbox[batches] = mailboxBatch(iop);
            batches++;
        }
    }

    private static double bareBatch() {
        long number = SharedLines.own(SharedFirmware.AP_NUMBER);
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            number++;
            SharedLines.release(SharedFirmware.AP_NUMBER, number);
            while (SharedLines.acquire(SharedFirmware.IOP_NUMBER) != number) {
                Thread.onSpinWait();
            }
        }
        return (double) (System.nanoTime() - start) / BATCH;
    }

    // Waits as a driver does that must be quick: looks at the line, which is one register, and takes the lock only when
    // there is something to take; and takes the one message that it waits for, without a look for another.
    private double mailboxBatch(PolledIop iop) throws RtkitException {
        InterruptLine line = hardware.receiveNotEmpty();
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            long before = heard;
            iop.trySend(SharedFirmware.ECHO, i);
            while (heard == before) {
                if (line.isAsserted()) {
                    iop.poll(1);
                } else {
                    Thread.onSpinWait();
                }
            }
        }
        return (double) (System.nanoTime() - start) / BATCH;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
