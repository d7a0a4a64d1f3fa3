package org.rtkit4j.emulator.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory that costs nothing until it is written: granules, made when first stored to. Reads as zero before.
final class SparseRam extends Ram {
    /// What a disk's blocks are copied through in one piece.
    static final int LARGE_GRANULE_BYTES = 0x1000;
    /// For a crowd of co-processors that each write a line of syslog.
    static final int SMALL_GRANULE_BYTES = 0x200;

    private static final int GRANULES_PER_CHUNK = 1024;
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final byte[] NONE = {};
    private static final byte[] ZEROS = new byte[LARGE_GRANULE_BYTES];

    private final int granuleBytes;
    private final long mostGranules;
    private final AtomicLong granules = new AtomicLong();
    private final AtomicReferenceArray<AtomicReferenceArray<byte[]>> chunks;

    /// Memory of a size, in large granules.
    ///
    /// @param sizeBytes a multiple of 16 KiB
    SparseRam(long sizeBytes) {
        this(sizeBytes, LARGE_GRANULE_BYTES);
    }

    /// Memory of a size.
    ///
    /// @param sizeBytes a multiple of 16 KiB
    /// @param granuleBytes a power of two, at most [#LARGE_GRANULE_BYTES]
    SparseRam(long sizeBytes, int granuleBytes) {
        this(sizeBytes, granuleBytes, Runtime.getRuntime().maxMemory() / 4 * 3);
    }

    /// Memory of a size of which no more than a part is ever written.
    ///
    /// @param sizeBytes a multiple of 16 KiB
    /// @param granuleBytes a power of two, at most [#LARGE_GRANULE_BYTES]
    /// @param mostBytes a store beyond so many ends in [MemoryExhausted]
    SparseRam(long sizeBytes, int granuleBytes, long mostBytes) {
        super(sizeBytes);
        this.granuleBytes = granuleBytes;
        mostGranules = mostBytes / granuleBytes;
        long all = sizeBytes / granuleBytes;
        chunks = new AtomicReferenceArray<>(Math.toIntExact((all - 1) / GRANULES_PER_CHUNK + 1));
    }

    @Override
    public int read32(long offset) {
        byte[] granule = granuleOrNone(Objects.checkFromIndexSize(offset, Integer.BYTES, sizeBytes()));
        return granule.length == 0 ? 0 : (int) U32.get(granule, within(offset));
    }

    @Override
    public long read64(long offset) {
        byte[] granule = granuleOrNone(Objects.checkFromIndexSize(offset, Long.BYTES, sizeBytes()));
        return granule.length == 0 ? 0 : (long) U64.get(granule, within(offset));
    }

    @Override
    public void write32(long offset, int value) {
        U32.set(granule(Objects.checkFromIndexSize(offset, Integer.BYTES, sizeBytes())), within(offset), value);
    }

    @Override
    public void write64(long offset, long value) {
        U64.set(granule(Objects.checkFromIndexSize(offset, Long.BYTES, sizeBytes())), within(offset), value);
    }

    @Override
    public void read(long offset, byte[] destination, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, destination.length);
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            byte[] granule = granuleOrNone(offset + done);
            if (granule.length == 0) {
                Arrays.fill(destination, from + done, from + done + part, (byte) 0);
            } else {
                System.arraycopy(granule, at, destination, from + done, part);
            }
            done += part;
        }
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, source.length);
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            System.arraycopy(source, from + done, granule(offset + done), at, part);
            done += part;
        }
    }

    @Override
    public void write(long offset, MemorySegment source, long from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from + done, granule(offset + done), at, part);
            done += part;
        }
    }

    @Override
    public void read(long offset, MemorySegment destination, long from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            byte[] granule = granuleOrNone(offset + done);
            if (granule.length == 0) {
                destination.asSlice(from + done, part).fill((byte) 0);
            } else {
                MemorySegment.copy(granule, at, destination, ValueLayout.JAVA_BYTE, from + done, part);
            }
            done += part;
        }
    }

    @Override
    public void zero(long offset, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            byte[] granule = granuleOrNone(offset + done);
            if (granule.length != 0) {
                Arrays.fill(granule, at, at + part, (byte) 0);
            }
            done += part;
        }
    }

    @Override
    public void read(long offset, ByteBuffer destination, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, destination.capacity());
        ByteBuffer reached = SharedBuffer.reaching(destination, from + length);
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            byte[] granule = granuleOrNone(offset + done);
            reached.put(from + done, granule.length == 0 ? ZEROS : granule, at, part);
            done += part;
        }
    }

    @Override
    public void write(long offset, ByteBuffer source, int from, int length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        Objects.checkFromIndexSize(from, length, source.capacity());
        ByteBuffer reached = SharedBuffer.reaching(source, from + length);
        for (int done = 0; done < length; ) {
            int at = within(offset + done);
            int part = Math.min(length - done, granuleBytes - at);
            reached.get(from + done, granule(offset + done), at, part);
            done += part;
        }
    }

    @Override
    void forget(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, sizeBytes());
        for (long at = offset; at < offset + length; at += granuleBytes) {
            var chunk = chunks.get(chunkIndex(at));
            if (chunk != null && chunk.getAndSet(granuleIndex(at), null) != null) {
                granules.decrementAndGet();
            }
        }
    }

    private byte[] granuleOrNone(long offset) {
        var chunk = chunks.get(chunkIndex(offset));
        byte[] granule = chunk == null ? null : chunk.get(granuleIndex(offset));
        return granule == null ? NONE : granule;
    }

    private byte[] granule(long offset) {
        byte[] granule = granuleOrNone(offset);
        return granule.length == 0 ? makeGranule(offset) : granule;
    }

    private byte[] makeGranule(long offset) {
        int index = chunkIndex(offset);
        if (chunks.get(index) == null) {
            chunks.compareAndSet(index, null, new AtomicReferenceArray<>(GRANULES_PER_CHUNK));
        }
        var chunk = chunks.get(index);
        if (granules.incrementAndGet() > mostGranules) {
            throw new MemoryExhausted(granules.decrementAndGet() * granuleBytes);
        }
        if (!chunk.compareAndSet(granuleIndex(offset), null, new byte[granuleBytes])) {
            granules.decrementAndGet();
        }
        return chunk.get(granuleIndex(offset));
    }

    private int chunkIndex(long offset) {
        return (int) (offset / granuleBytes / GRANULES_PER_CHUNK);
    }

    private int granuleIndex(long offset) {
        return (int) (offset / granuleBytes % GRANULES_PER_CHUNK);
    }

    private int within(long offset) {
        return (int) offset & (granuleBytes - 1);
    }
}
