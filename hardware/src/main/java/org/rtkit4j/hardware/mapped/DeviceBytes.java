package org.rtkit4j.hardware.mapped;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Copies out of and into mapped memory with aligned accesses alone.
///
/// A co-processor's SRAM is device memory: an unaligned access faults there, and a library's copy may use any.
/// Source: linux arch/arm64 `io.c`, memcpy_fromio and memcpy_toio.
final class DeviceBytes {
    private static final VarHandle U8 = ValueLayout.JAVA_BYTE.varHandle().withInvokeExactBehavior();
    private static final VarHandle U64 =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle().withInvokeExactBehavior();

    private static final VarHandle BUFFER_U64 = MethodHandles.byteBufferViewVarHandle(
                    long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private DeviceBytes() {}

    static void read(MemorySegment memory, long offset, byte[] destination, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if (isWord(memory, at, length - done)) {
                long word = (long) U64.getOpaque(memory, at);
                for (int i = 0; i < Long.BYTES; i++) {
                    destination[from + done + i] = (byte) (word >>> (Byte.SIZE * i));
                }
                done += Long.BYTES;
            } else {
                destination[from + done] = (byte) U8.get(memory, at);
                done++;
            }
        }
        DeviceBarrier.full();
    }

    static void write(MemorySegment memory, long offset, byte[] source, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if (isWord(memory, at, length - done)) {
                long word = 0;
                for (int i = 0; i < Long.BYTES; i++) {
                    word |= Byte.toUnsignedLong(source[from + done + i]) << (Byte.SIZE * i);
                }
                U64.setOpaque(memory, at, word);
                done += Long.BYTES;
            } else {
                U8.set(memory, at, source[from + done]);
                done++;
            }
        }
        DeviceBarrier.full();
    }

    static void read(MemorySegment memory, long offset, ByteBuffer destination, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if (isWord(memory, at, length - done)) {
                BUFFER_U64.set(destination, from + done, (long) U64.getOpaque(memory, at));
                done += Long.BYTES;
            } else {
                destination.put(from + done, (byte) U8.get(memory, at));
                done++;
            }
        }
        DeviceBarrier.full();
    }

    static void write(MemorySegment memory, long offset, ByteBuffer source, int from, int length) {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if (isWord(memory, at, length - done)) {
                U64.setOpaque(memory, at, (long) BUFFER_U64.get(source, from + done));
                done += Long.BYTES;
            } else {
                U8.set(memory, at, source.get(from + done));
                done++;
            }
        }
        DeviceBarrier.full();
    }

    private static boolean isWord(MemorySegment memory, long offset, int left) {
        return left >= Long.BYTES && ((memory.address() + offset) & (Long.BYTES - 1)) == 0;
    }
}
