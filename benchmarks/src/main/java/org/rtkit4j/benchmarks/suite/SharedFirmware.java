package org.rtkit4j.benchmarks.suite;

import static org.rtkit4j.benchmarks.suite.SharedLines.LINE;

/// The other end, on a thread that never sleeps: sends every message back, and every number.
final class SharedFirmware implements Runnable {
    static final int ECHO = 0x20;
    /// The word where the AP counts, of the bare ping-pong, and where this thread counts after it.
    static final long AP_NUMBER = 2 * SharedFifo.BYTES;

    static final long IOP_NUMBER = AP_NUMBER + LINE;

    private static final long STOP = IOP_NUMBER + LINE;

    private SharedFirmware() {}

    static Thread start() {
        SharedLines.release(STOP, 0);
        return Thread.ofPlatform().daemon().name("firmware").start(new SharedFirmware());
    }

    static void stop() {
        SharedLines.release(STOP, 1);
    }

    @Override
    public void run() {
        long number = SharedLines.own(IOP_NUMBER);
        while (SharedLines.acquire(STOP) == 0) {
            long seen = SharedLines.acquire(AP_NUMBER);
            if (seen != number) {
                number = seen;
                SharedLines.release(IOP_NUMBER, number);
            }
            if (SharedWindow.TO_IOP.isEmpty()) {
                // Or the processor runs ahead, on what it guesses, and takes lines from the AP that it is not to have.
                Thread.onSpinWait();
            } else {
                answer();
            }
        }
    }

    private static void answer() {
        long msg0 = SharedWindow.TO_IOP.msg0();
        int endpoint = (int) SharedWindow.TO_IOP.popMsg1();
        if (endpoint == ECHO) {
            SharedWindow.TO_AP.push(msg0, endpoint);
        }
    }
}
