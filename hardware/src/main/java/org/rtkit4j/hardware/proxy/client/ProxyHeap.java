package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// The target's heap: memory that stays allocated when the host goes, until the target starts again.
public final class ProxyHeap {
    private final Caller caller;

    ProxyHeap(Caller caller) {
        this.caller = caller;
    }

    /// Returns the address where the memory begins that the target has given to nobody.
    public long top() throws IOException {
        return caller.call(Call.repeatable(Opcode.HEAPBLOCK_ALLOC, 0));
    }

    /// Allocates memory for good.
    ///
    /// @return its address, a multiple of 64
    /// @throws ProxyException with `REFUSED` if there is not enough
    public long block(long sizeBytes) throws IOException {
        return given(caller.call(Call.once(Opcode.HEAPBLOCK_ALLOC, sizeBytes)), sizeBytes);
    }

    /// Allocates memory; what is in it is not determined.
    ///
    /// @throws ProxyException with `REFUSED` if there is not enough
    public long allocate(long sizeBytes) throws IOException {
        return given(caller.call(Call.once(Opcode.MALLOC, sizeBytes)), sizeBytes);
    }

    /// Allocates memory whose address is a multiple of `alignment`, a power of two.
    ///
    /// @throws ProxyException with `REFUSED` if there is not enough
    public long allocate(long alignment, long sizeBytes) throws IOException {
        long address = given(caller.call(Call.once(Opcode.MEMALIGN, alignment, sizeBytes)), sizeBytes);
        if (address % alignment != 0) {
            throw new ProxyException(Kind.REFUSED, "the target gave unaligned memory: address=0x%x".formatted(address));
        }
        return address;
    }

    /// Frees what [#allocate] gave.
    public void free(long address) throws IOException {
        caller.call(Call.once(Opcode.FREE, address));
    }

    private static long given(long address, long sizeBytes) throws ProxyException {
        if (address == 0) {
            throw new ProxyException(Kind.REFUSED, "the target has no memory left: size=" + sizeBytes);
        }
        return address;
    }
}
