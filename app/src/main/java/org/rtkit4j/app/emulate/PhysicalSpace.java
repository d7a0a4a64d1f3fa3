package org.rtkit4j.app.emulate;

import java.util.function.Consumer;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MemoryExhausted;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.port.Registers;

/// A machine's address space as somebody at the other end of a wire accesses it: at any address, in any width.
///
/// Each access goes to the machine in the width that was asked for. Device registers have 32 or 64 bits, aligned; a
/// narrower load takes its part of 32 bits, a narrower store faults. Memory takes anything.
final class PhysicalSpace {
    private final Machine machine;
    private final Registers space;
    private final Consumer<TargetFaultException> onFault;

    /// @param space the machine's addresses from 0
    /// @param onFault hears of each access that is refused, on the thread that asked for it
    PhysicalSpace(Machine machine, Registers space, Consumer<TargetFaultException> onFault) {
        this.machine = machine;
        this.space = space;
        this.onFault = onFault;
    }

    private TargetFaultException told(TargetFaultException fault) {
        onFault.accept(fault);
        return fault;
    }

    /// @param widthBytes 1, 2, 4 or 8
    long load(long physAddr, int widthBytes) throws TargetFaultException {
        try {
            boolean isAligned = (physAddr & (widthBytes - 1)) == 0;
            if (isAligned && widthBytes == Long.BYTES) {
                return space.read64(physAddr);
            }
            if (isAligned && widthBytes == Integer.BYTES) {
                return Integer.toUnsignedLong(space.read32(physAddr));
            }
            return isAligned ? part(physAddr, widthBytes) : unaligned(physAddr, widthBytes);
        } catch (BusFault | IndexOutOfBoundsException e) {
            throw told(new TargetFaultException(physAddr));
        }
    }

    /// @param widthBytes 1, 2, 4 or 8
    void store(long physAddr, int widthBytes, long value) throws TargetFaultException {
        try {
            boolean isAligned = (physAddr & (widthBytes - 1)) == 0;
            if (isAligned && widthBytes == Long.BYTES) {
                space.write64(physAddr, value);
            } else if (isAligned && widthBytes == Integer.BYTES) {
                space.write32(physAddr, (int) value);
            } else {
                machine.write(physAddr, bytes(value), 0, widthBytes);
            }
        } catch (BusFault | IndexOutOfBoundsException e) {
            throw told(new TargetFaultException(physAddr));
        } catch (MemoryExhausted e) {
            throw told(new TargetFaultException(physAddr, String.valueOf(e.getMessage())));
        }
    }

    /// Copies out: memory, or registers in a block.
    void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        try {
            machine.read(physAddr, into, from, length);
        } catch (BusFault e) {
            readRegisters(physAddr, into, from, length);
        }
    }

    /// Copies in: memory alone.
    void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException {
        try {
            machine.write(physAddr, bytes, from, length);
        } catch (BusFault e) {
            throw told(new TargetFaultException(physAddr));
        } catch (MemoryExhausted e) {
            throw told(new TargetFaultException(physAddr, String.valueOf(e.getMessage())));
        }
    }

    // Registers in a block: 32 bits at a time, as the boot loader's copy does.
    private void readRegisters(long physAddr, byte[] into, int from, int length) throws TargetFaultException {
        if (((physAddr | length) & (Integer.BYTES - 1)) != 0) {
            throw told(new TargetFaultException(physAddr));
        }
        for (int at = 0; at < length; at += Integer.BYTES) {
            long word = load(physAddr + at, Integer.BYTES);
            for (int i = 0; i < Integer.BYTES; i++) {
                into[from + at + i] = (byte) (word >>> (Byte.SIZE * i));
            }
        }
    }

    private long part(long physAddr, int widthBytes) {
        long word = Integer.toUnsignedLong(space.read32(physAddr & -Integer.BYTES))
                >>> (Byte.SIZE * (physAddr & (Integer.BYTES - 1)));
        return word & ((1L << (Byte.SIZE * widthBytes)) - 1);
    }

    private long unaligned(long physAddr, int widthBytes) {
        byte[] bytes = new byte[widthBytes];
        machine.read(physAddr, bytes, 0, widthBytes);
        long value = 0;
        for (int i = 0; i < widthBytes; i++) {
            value |= Byte.toUnsignedLong(bytes[i]) << (Byte.SIZE * i);
        }
        return value;
    }

    private static byte[] bytes(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }
}
