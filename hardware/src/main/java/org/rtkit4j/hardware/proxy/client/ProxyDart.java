package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.wire.Opcode;

/// One stream of a DART: what the co-processor behind it sees of memory.
public final class ProxyDart {
    /// What addresses and sizes must be multiples of.
    public static final long PAGE_BYTES = 0x4000;

    private final Caller caller;
    private final long handle;

    private ProxyDart(Caller caller, long handle) {
        this.caller = caller;
        this.handle = handle;
    }

    static ProxyDart init(Caller caller, long registers, int stream, int type) throws IOException {
        // The third argument keeps page tables that are there. It is 0: ours are the only ones.
        long handle = caller.call(Call.once(Opcode.DART_INIT, registers, stream, 0, type));
        if (handle == 0) {
            throw new ProxyException(
                    Kind.REFUSED,
                    "the target could not take the DART into service: registers=0x%x, stream=%d"
                            .formatted(registers, stream));
        }
        return new ProxyDart(caller, handle);
    }

    /// Maps memory.
    ///
    /// @param iova the address as the co-processor is to see it
    public void map(long iova, long physAddr, long sizeBytes) throws IOException {
        int result = (int) caller.call(Call.once(Opcode.DART_MAP, handle, iova, physAddr, sizeBytes));
        if (result != 0) {
            throw new ProxyException(
                    Kind.REFUSED,
                    "the target could not map: iova=0x%x, address=0x%x, size=0x%x, result=%d"
                            .formatted(iova, physAddr, sizeBytes, result));
        }
    }

    /// Takes back what [#map] mapped.
    public void unmap(long iova, long sizeBytes) throws IOException {
        caller.call(Call.once(Opcode.DART_UNMAP, handle, iova, sizeBytes));
    }

    /// Takes the stream out of service.
    public void shutdown() throws IOException {
        caller.call(Call.once(Opcode.DART_SHUTDOWN, handle));
    }
}
