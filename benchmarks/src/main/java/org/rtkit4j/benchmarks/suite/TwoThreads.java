package org.rtkit4j.benchmarks.suite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
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
/// Both are measured in small batches, in turns, so that both find the machine in the same state; a batch that others
/// disturbed is longer, and the fastest hundredth counts.
final class TwoThreads {
    private static final double MOST = 1.5;
    private static final int BATCH = 200;
    private static final int LEAST_BATCHES = 200;
    private static final int MOST_BATCHES = 1 << 17;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int QUANTILE = 100;
    private static final int WARM_UP_PART = 5;
    private static final int ECHO = 0x20;
    private static final int LINE = 32;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final SharedWindow window = new SharedWindow();
    private final RegisterMailbox hardware =
            new RegisterMailbox(window, SharedWindow.LAYOUT, NoInterrupt.LINE, NoInterrupt.LINE);
    // The AP's number on one line, the firmware's on another.
    private final long[] lines = new long[4 * LINE];
    private final double[] bare = new double[MOST_BATCHES];
    private final double[] mailbox = new double[MOST_BATCHES];
    private int batches;
    private volatile boolean stopped;
    // The AP's alone, on a line that the firmware's thread never looks at.
    private final long[] heard = new long[2 * LINE];

    Row row(int millis) throws RtkitException {
        var platform = new Platform(hardware, null, new PooledMemory());
        var iop = new PolledIop(IopProfile.named("ans"), platform, SessionListener.NONE);
        var announced = new BitSet();
        announced.set(ECHO);
        iop.adopt(12, announced);
        iop.startEndpoint(ECHO, (_, _) -> heard[LINE]++);
        var firmware = Thread.ofPlatform().daemon().name("firmware").start(this::firmware);
        try {
            measure(iop, millis / WARM_UP_PART);
            measure(iop, millis);
        } finally {
            stopped = true;
        }
        join(firmware);
        double limit = fastest(bare);
        double ours = fastest(mailbox);
        return new Row(
                "twoThreads",
                "message there and back, AP and firmware each on its core",
                "ns",
                ours,
                limit,
                "bare ping-pong on two cache lines",
                "at most %.1f".formatted(MOST),
                ours / limit <= MOST,
                null,
                Map.of("batches", (double) batches));
    }

    private void measure(PolledIop iop, int millis) throws RtkitException {
        long start = System.nanoTime();
        batches = 0;
        while (batches < LEAST_BATCHES
                || (batches < MOST_BATCHES && System.nanoTime() - start < millis * NANOS_PER_MILLI)) {
            bare[batches] = bareBatch();
            mailbox[batches] = mailboxBatch(iop);
            batches++;
        }
    }

    private double bareBatch() {
        long number = (long) LONGS.getAcquire(lines, LINE);
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            number++;
            LONGS.setRelease(lines, LINE, number);
            while ((long) LONGS.getAcquire(lines, 3 * LINE) != number) {
                Thread.onSpinWait();
            }
        }
        return (double) (System.nanoTime() - start) / BATCH;
    }

    // Waits as a driver does that must be quick: looks at the line, which is one register, and takes the lock only when
    // there is something to take.
    private double mailboxBatch(PolledIop iop) throws RtkitException {
        InterruptLine line = hardware.receiveNotEmpty();
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            long before = heard[LINE];
            iop.trySend(ECHO, i);
            while (heard[LINE] == before) {
                if (line.isAsserted()) {
                    iop.poll();
                } else {
                    Thread.onSpinWait();
                }
            }
        }
        return (double) (System.nanoTime() - start) / BATCH;
    }

    // Answers whatever comes, in either way.
    private void firmware() {
        SharedFifo toIop = window.toIop;
        SharedFifo toAp = window.toAp;
        long number = 0;
        while (!stopped) {
            long seen = (long) LONGS.getAcquire(lines, LINE);
            if (seen != number) {
                number = seen;
                LONGS.setRelease(lines, 3 * LINE, number);
            }
            if (!toIop.isEmpty()) {
                answer(toIop, toAp);
            }
        }
    }

    private static void answer(SharedFifo toIop, SharedFifo toAp) {
        long msg0 = toIop.msg0();
        int endpoint = (int) toIop.popMsg1();
        if (endpoint == ECHO) {
            toAp.push(msg0, endpoint);
        }
    }

    private double fastest(double[] times) {
        double[] sorted = Arrays.copyOf(times, batches);
        Arrays.sort(sorted);
        return sorted[batches / QUANTILE];
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
