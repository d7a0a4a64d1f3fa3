package org.rtkit4j.emulator.mtp;

import java.lang.foreign.MemorySegment;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.dockchannel.Comm;

/// The firmware of the touch surface, which a host loads out of its memory.
final class TouchFirmware {
    private static final int MOST_BYTES = 1 << 20;

    private final boolean isNeeded;
    private final IoSpace memory;
    private final DeviceFirmware kernel;
    private byte[] loaded = {};

    TouchFirmware(boolean isNeeded, IoSpace memory, DeviceFirmware kernel) {
        this.isNeeded = isNeeded;
        this.memory = memory;
        this.kernel = kernel;
    }

    void clear() {
        loaded = new byte[0];
    }

    /// Returns whether the surface can work.
    boolean isComplete() {
        return !isNeeded || loaded.length > 0;
    }

    byte[] bytes() {
        return loaded.clone();
    }

    /// Takes [Comm.Load], which is whole.
    ///
    /// @return a [ReturnCode]
    int load(MemorySegment command) {
        long size = Comm.Load.SIZE.get(command, 0);
        boolean isTouch = Comm.Load.INTERFACE.get(command, 0) == HidFirmware.MULTI_TOUCH;
        return isTouch && size > 0 && size <= MOST_BYTES
                ? load(Comm.Load.IOVA.get(command, 0), (int) size)
                : ReturnCode.BAD_ARGUMENT;
    }

    private int load(long iova, int size) {
        byte[] copy = new byte[size];
        try {
            memory.load(iova, copy, 0, size);
        } catch (DmaFault fault) {
            kernel.crash(new CrashCause.DataAbort(fault.iova(), false));
            return ReturnCode.BAD_ARGUMENT;
        }
        loaded = copy;
        kernel.log(HidFirmware.TASK, "touch firmware loaded: bytes=" + size);
        return ReturnCode.DONE;
    }
}
