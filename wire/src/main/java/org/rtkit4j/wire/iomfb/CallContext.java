package org.rtkit4j.wire.iomfb;

import org.jspecify.annotations.Nullable;

/// In which context a call is made, and where in the shared memory its packet lies.
///
/// The AP's calls lie in one stack: a call made while a callback of the firmware is served goes on where the call that
/// waits ends, and has the context of the callback. Source: m1n1 fw/dcp/dcpep.py, linux drivers/gpu/drm/apple/iomfb.c.
///
/// Linux takes CMD also inside a callback where no other call waits; a firmware serves both.
public enum CallContext {
    /// The firmware calls the AP, which may call back inside.
    CB(0, 0x00000, 0x60000),
    /// The AP calls.
    CMD(2, 0x00000, CallContext.NOWHERE),
    /// The firmware calls, whatever the AP does meanwhile: events.
    ASYNC(3, CallContext.NOWHERE, 0x40000),
    /// As [#CB], out of band.
    OOBCB(4, 0x08000, 0x68000),
    /// As [#CMD], out of band. m1n1 takes a call with it for one of the firmware, in the area of [#OOBCB].
    OOBCMD(6, 0x08000, 0x68000),
    /// As [#ASYNC], out of band. Source: m1n1; older Linux does not know it.
    OOBASYNC(7, CallContext.NOWHERE, 0x48000);

    /// No area: this side does not call in that context.
    public static final int NOWHERE = -1;

    /// The size of every area. Source: m1n1 fw/dcp/dcpep.py.
    public static final int AREA_BYTES = 0x8000;

    /// The size of the memory that the AP shares. Source: linux iomfb.h, m1n1 fw/dcp/dcpep.py.
    public static final int SHARED_BYTES = 0x100000;

    private static final CallContext[] BY_CODE = {CB, null, CMD, ASYNC, OOBCB, null, OOBCMD, OOBASYNC};

    private final int code;
    private final int apArea;
    private final int iopArea;

    CallContext(int code, int apArea, int iopArea) {
        this.code = code;
        this.apArea = apArea;
        this.iopArea = iopArea;
    }

    /// Returns the context of a code in a message, or null where there is none.
    public static @Nullable CallContext of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /// Returns its number in messages.
    public int code() {
        return code;
    }

    /// Returns where the area begins in which the AP's calls lie, or [#NOWHERE].
    public int apArea() {
        return apArea;
    }

    /// Returns where the area begins in which the firmware's calls lie, or [#NOWHERE].
    public int iopArea() {
        return iopArea;
    }
}
