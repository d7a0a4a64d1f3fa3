package org.rtkit4j.benchmarks.suite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A firmware that runs when it is told to, on the thread that tells it. The peer's `firmware.c` says the same words in
/// the same order; both are written by hand from the protocol, so that neither favours whose layouts it uses.
final class ScriptedFirmware {
    static final int ECHO = 0x20;

    private static final int MGMT = 0;
    private static final int CRASHLOG = 1;
    private static final int SYSLOG = 2;
    private static final int IOREPORT = 4;
    private static final int OSLOG = 8;
    private static final long CRASHLOG_PAGES = 16;
    private static final long SYSLOG_PAGES = 2;
    private static final long IOREPORT_PAGES = 4;
    private static final long OSLOG_BYTES = 0x4000;
    private static final int BUFFERS = 4;
    private static final int ENTRIES = 8;
    private static final int TEXT_BYTES = 0x60;
    private static final int HEAD_BYTES = 0x20;
    private static final long ADDRESS_MASK = 0x3ff_ffff_ffffL;
    private static final byte[] CONTEXT = "power".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT =
            "AppleSMC: thermal level 3, fan 0 at 1312 rpm, budget 4200 mW\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRASH = crashLog();

    private final FifoWindow window;
    private final PooledMemory memory;
    private long crashlogRequest;
    private long syslogIova;
    private int buffers;
    private long acknowledged;

    ScriptedFirmware(FifoWindow window, PooledMemory memory) {
        this.window = window;
        this.memory = memory;
    }

    /// Starts as after a reset: the mailbox is empty, and it says HELLO.
    void start() {
        window.clear();
        buffers = 0;
        say(MGMT, typed(1, 12 << 16 | 11));
    }

    /// Answers everything that waits.
    void run() {
        while (!window.toIop.isEmpty()) {
            long msg0 = window.toIop.msg0();
            int endpoint = (int) window.toIop.popMsg1();
            if (endpoint == ECHO) {
                say(ECHO, msg0);
            } else if (endpoint == MGMT) {
                onManagement(msg0);
            } else if (endpoint == SYSLOG && (msg0 >>> 52 & 0xff) == 5) {
                acknowledged++;
            } else {
                onBuffer(endpoint, msg0);
            }
        }
    }

    void log(int index) {
        say(SYSLOG, typed(5, index % ENTRIES));
    }

    /// Returns how many syslog entries were acknowledged.
    long acknowledged() {
        return acknowledged;
    }

    void crash() {
        System.arraycopy(CRASH, 0, memory.at(crashlogRequest & ADDRESS_MASK), 0, CRASH.length);
        say(CRASHLOG, crashlogRequest);
    }

    private void onManagement(long msg0) {
        switch ((int) (msg0 >>> 52 & 0xff)) {
            case 2 -> say(MGMT, typed(8, 1 << MGMT | 1 << CRASHLOG | 1 << SYSLOG | 1 << IOREPORT | 1 << OSLOG));
            case 8 -> {
                if ((msg0 & 1) != 0) {
                    say(MGMT, typed(8, 1L << 51 | 1L << 32 | 1));
                }
            }
            case 5 -> onStart((int) (msg0 >>> 32 & 0xff));
            case 6 -> say(MGMT, typed(7, msg0 & 0xffff));
            case 0xb -> say(MGMT, typed(0xb, msg0 & 0xffff));
            default -> {}
        }
    }

    private void onStart(int endpoint) {
        switch (endpoint) {
            case CRASHLOG -> say(endpoint, typed(1, CRASHLOG_PAGES << 44));
            case SYSLOG -> say(endpoint, typed(1, SYSLOG_PAGES << 44));
            case IOREPORT -> say(endpoint, typed(1, IOREPORT_PAGES << 44));
            case OSLOG -> say(endpoint, 1L << 56 | OSLOG_BYTES << 36);
            default -> {}
        }
    }

    private void onBuffer(int endpoint, long msg0) {
        if (endpoint == CRASHLOG) {
            crashlogRequest = msg0;
        } else if (endpoint == SYSLOG) {
            syslogIova = msg0 & ADDRESS_MASK;
        }
        buffers++;
        if (buffers == BUFFERS) {
            writeEntries();
            say(SYSLOG, typed(8, (long) TEXT_BYTES << 24 | ENTRIES));
            say(MGMT, typed(7, 0x20));
        }
    }

    private void writeEntries() {
        byte[] ring = memory.at(syslogIova);
        for (int i = 0; i < ENTRIES; i++) {
            int entry = i * (HEAD_BYTES + TEXT_BYTES);
            System.arraycopy(CONTEXT, 0, ring, entry + 8, CONTEXT.length);
            System.arraycopy(TEXT, 0, ring, entry + HEAD_BYTES, TEXT.length);
        }
    }

    private void say(int endpoint, long msg0) {
        window.toAp.push(msg0, endpoint);
    }

    private static long typed(long type, long rest) {
        return type << 52 | rest;
    }

    // A head and one section that fills the rest.
    private static byte[] crashLog() {
        byte[] log = new byte[(int) CRASHLOG_PAGES << 12];
        Arrays.fill(log, (byte) 0x5a);
        ByteBuffer words = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(0x434c_4845).putInt(1).putInt(log.length).putInt(0);
        words.position(HEAD_BYTES);
        words.putInt(0x4378_7878).putInt(1).putInt(0).putInt(log.length - HEAD_BYTES);
        return log;
    }
}
