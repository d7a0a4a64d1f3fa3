package org.rtkit4j.hardware.mapped;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.rtkit4j.wire.port.Registers;

/// Registers in mapped memory: each call is one load or store of its width.
///
/// A store comes after everything before it, also to shared memory; a load before everything after it, as Linux's
/// `writel` and `readl` promise. None is merged, torn or left out.
///
/// Loads are volatile: a plain one whose value nobody wants would be left out, and with it what it does to the
/// device. Stores are plain, each between two fences: of ordered ones HotSpot's interpreter makes an exchange on x86,
/// which reads the register too.
final class MappedRegisters implements Registers {
    private static final VarHandle U32 =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle().withInvokeExactBehavior();
    private static final VarHandle U64 =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle().withInvokeExactBehavior();

    private final MemorySegment memory;

    MappedRegisters(MemorySegment memory) {
        this.memory = memory;
    }

    @Override
    public int read32(long offset) {
        int value = (int) U32.getVolatile(memory, offset);
        DeviceBarrier.full();
        return value;
    }

    @Override
    public long read64(long offset) {
        long value = (long) U64.getVolatile(memory, offset);
        DeviceBarrier.full();
        return value;
    }

    @Override
    public void write32(long offset, int value) {
        DeviceBarrier.full();
        U32.set(memory, offset, value);
        VarHandle.fullFence();
    }

    @Override
    public void write64(long offset, long value) {
        DeviceBarrier.full();
        U64.set(memory, offset, value);
        VarHandle.fullFence();
    }
}
