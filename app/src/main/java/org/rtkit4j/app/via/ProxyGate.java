package org.rtkit4j.app.via;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.rtkit4j.core.memory.DirectGate;
import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.hardware.proxy.client.ProxyMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Region;

/// Lets a co-processor of a Mac at the other end of a cable reach registers: through its DART, where it has one.
///
/// What is open is kept, so that nothing is shut twice.
final class ProxyGate implements MemoryGate {
    private final ProxyMemory memory;
    private final DirectGate open = new DirectGate();

    ProxyGate(ProxyMemory memory) {
        this.memory = memory;
    }

    @Override
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        Region wanted = Region.requested(physAddr, sizeBytes);
        return open.open(memory.open(wanted.start(), wanted.sizeBytes()), sizeBytes);
    }

    @Override
    public void shut(long iova, long sizeBytes) {
        open.shut(iova, sizeBytes);
        try {
            memory.shut(iova, sizeBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Nobody asks a proxy for what it has mapped.
    @Override
    public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
        throw new MemoryRefusedException("not known on this side of the cable", iova, sizeBytes);
    }

    @Override
    public int openings() {
        return open.openings();
    }
}
