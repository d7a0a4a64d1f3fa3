package org.rtkit4j.emulator.fault;

import java.util.SplittableRandom;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.message.KDebug;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.Syslog;

/// The words that faults put into the firmware's mouth: pairs of endpoint and message.
final class Words {
    private static final long[] UNSOLICITED = {
        Endpoints.MGMT,
        Mgmt.Hello.MAX_VER.put(Mgmt.Hello.MIN_VER.put(Mgmt.Hello.LAYOUT.word(), 11), 12),
        Endpoints.MGMT,
        Mgmt.Hello.MAX_VER.put(Mgmt.Hello.MIN_VER.put(Mgmt.Hello.LAYOUT.word(), 13), 15),
        Endpoints.MGMT,
        mapPage(0, 0x11f, false),
        Endpoints.MGMT,
        mapPage(7, 0xffff_ffffL, true),
        Endpoints.MGMT,
        iopState(PowerState.ON),
        Endpoints.MGMT,
        iopState(PowerState.SLEEP),
        Endpoints.MGMT,
        iopState(PowerState.QUIESCED),
        Endpoints.MGMT,
        apState(PowerState.ON),
        Endpoints.MGMT,
        apState(PowerState.QUIESCED),
        Endpoints.MGMT,
        Mgmt.Pong.LAYOUT.word(),
        Endpoints.CRASHLOG,
        buffer(Crashlog.BUFFER.word(), 4, 0),
        Endpoints.CRASHLOG,
        buffer(Crashlog.BUFFER.word(), 4, 0x1000_4000L),
        Endpoints.SYSLOG,
        buffer(Syslog.BUFFER.word(), 255, 0),
        Endpoints.SYSLOG,
        Syslog.Init.ENTRIES.put(Syslog.Init.MESSAGE_SIZE.put(Syslog.Init.LAYOUT.word(), 0xffff), 0xffff),
        Endpoints.SYSLOG,
        Syslog.Log.INDEX.put(Syslog.Log.LAYOUT.word(), 0xff),
        Endpoints.IOREPORT,
        buffer(IoReport.BUFFER.word(), 0, 0),
        Endpoints.IOREPORT,
        IoReport.REPORT.word(),
        Endpoints.OSLOG,
        OsLog.Buffer.SIZE.put(OsLog.Buffer.LAYOUT.word(), 0x4000),
        Endpoints.KDEBUG,
        KDebug.BufferRequest.COUNT.put(KDebug.BufferRequest.LAYOUT.word(), 0x40),
        Endpoints.FIRST_APP,
        0x5eed,
        Endpoints.COUNT - 1,
        0x5eed,
    };

    private static final long[] STORMS = {
        Endpoints.SYSLOG, Syslog.Log.LAYOUT.word(),
        Endpoints.IOREPORT, IoReport.REPORT.word(),
        Endpoints.FIRST_APP, 0x5707,
        Endpoints.MGMT, apState(PowerState.ON),
    };

    private Words() {}

    static int unsolicited() {
        return UNSOLICITED.length / 2;
    }

    static int unsolicitedEndpoint(long which) {
        return (int) UNSOLICITED[2 * Math.floorMod(which, unsolicited())];
    }

    static long unsolicited(long which) {
        return UNSOLICITED[2 * Math.floorMod(which, unsolicited()) + 1];
    }

    static int stormEndpoint(long which) {
        return (int) STORMS[2 * Math.floorMod(which, STORMS.length / 2)];
    }

    static long storm(long which) {
        return STORMS[2 * Math.floorMod(which, STORMS.length / 2) + 1];
    }

    /// Returns a message that is random, but often has a type that somebody knows.
    static long garbage(SplittableRandom random) {
        long word = random.nextLong();
        return random.nextBoolean() ? word : Mgmt.TYPE.put(word, random.nextInt(0x10));
    }

    static long mapPage(long base, long bitmap, boolean last) {
        long word = Mgmt.EpMap.BASE.put(Mgmt.EpMap.LAYOUT.word(), base);
        return Mgmt.EpMap.LAST.put(Mgmt.EpMap.BITMAP.put(word, bitmap), last ? 1 : 0);
    }

    static long iopState(PowerState state) {
        return Mgmt.IopPowerAck.STATE.put(Mgmt.IopPowerAck.LAYOUT.word(), state.code());
    }

    static long apState(PowerState state) {
        return Mgmt.ApPowerAck.STATE.put(Mgmt.ApPowerAck.LAYOUT.word(), state.code());
    }

    private static long buffer(long word, int pages, long address) {
        return SharedBufferMsg.ADDRESS.put(SharedBufferMsg.SIZE.put(word, pages), address);
    }
}
