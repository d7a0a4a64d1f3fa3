package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// Memory of a target, shared with one of its co-processors.
///
/// It comes from the target's own heap: what a co-processor may still write to stays allocated there when this host
/// is gone. Without a DART the co-processor sees physical addresses; with one, addresses of a range that is ours to
/// give. Buffers throw [java.io.UncheckedIOException] where the wire fails, but for [SharedBuffer#close], which
/// leaves the memory allocated then and says so in the log.
public final class ProxyMemory implements DeviceMemory {
    static final long PAGE_BYTES = ProxyDart.PAGE_BYTES;
    /// No firmware asks for more.
    private static final long MOST_BYTES = 1L << 30;

    private final ProxyClient client;
    private final List<ProxyRegion> regions;
    private final List<Region> seen;
    private final @Nullable ProxyDart dart;
    private final IovaSpace iovas;

    private ProxyMemory(ProxyClient client, List<ProxyRegion> regions, @Nullable ProxyDart dart, IovaSpace iovas) {
        this.client = client;
        this.regions = List.copyOf(regions);
        seen = regions.stream().map(ProxyRegion::seen).toList();
        this.dart = dart;
        this.iovas = iovas;
    }

    /// For a co-processor that sees physical addresses.
    ///
    /// @param regions what [#map] grants
    public static ProxyMemory physical(ProxyClient client, List<ProxyRegion> regions) {
        return new ProxyMemory(client, regions, null, new IovaSpace(0, 0));
    }

    /// For a co-processor behind a DART.
    ///
    /// @param regions what [#map] grants
    /// @param dart the co-processor's stream
    /// @param iovaStart where the addresses begin that may be given to it, a multiple of 16 KiB, not 0
    /// @param iovaBytes how many there are, a multiple of 16 KiB
    public static ProxyMemory behind(
            ProxyDart dart, ProxyClient client, List<ProxyRegion> regions, long iovaStart, long iovaBytes) {
        boolean isAligned = ((iovaStart | iovaBytes) & (PAGE_BYTES - 1)) == 0;
        if (!isAligned || iovaStart == 0 || iovaBytes == 0 || !Region.fits(iovaStart, iovaBytes, Long.MAX_VALUE)) {
            throw new IllegalArgumentException("no such range: iova=0x%x, size=0x%x".formatted(iovaStart, iovaBytes));
        }
        return new ProxyMemory(client, regions, dart, new IovaSpace(iovaStart, iovaStart + iovaBytes));
    }

    @Override
    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
        DeviceMemory.checkSize(sizeBytes, MOST_BYTES);
        long pages = (sizeBytes + PAGE_BYTES - 1) & -PAGE_BYTES;
        try {
            long physAddr = client.heap().allocate(PAGE_BYTES, pages);
            return prepared(physAddr, sizeBytes, pages);
        } catch (IOException e) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, String.valueOf(e.getMessage()), 0, sizeBytes);
        }
    }

    private SharedBuffer prepared(long physAddr, long sizeBytes, long pages)
            throws IOException, MemoryRefusedException {
        try {
            client.fillMemory(physAddr, pages, 0);
            long iova = dart == null ? physAddr : mapped(dart, physAddr, pages);
            return new ProxyBuffer(client, iova, physAddr, sizeBytes, () -> release(physAddr, iova, pages));
        } catch (IOException | MemoryRefusedException e) {
            Releases.after(e, () -> client.heap().free(physAddr));
            throw e;
        }
    }

    private long mapped(ProxyDart stream, long physAddr, long pages) throws IOException, MemoryRefusedException {
        long iova = iovas.take(pages);
        if (iova == IovaSpace.NONE) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, "no addresses left behind the DART", 0, pages);
        }
        try {
            stream.map(iova, physAddr, pages);
            return iova;
        } catch (IOException e) {
            iovas.giveBack(iova, pages);
            throw e;
        }
    }

    // The one release that stops half-way: what the co-processor still reaches must not be somebody else's.
    private void release(long physAddr, long iova, long pages) throws IOException {
        if (dart != null) {
            dart.unmap(iova, pages);
            iovas.giveBack(iova, pages);
        }
        client.heap().free(physAddr);
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        ProxyRegion region = regions.get(seen.indexOf(Region.holding(seen, iova, sizeBytes)));
        long physAddr = region.physAddr() + (iova - region.seen().start());
        return new ProxyBuffer(client, iova, physAddr, sizeBytes, () -> {});
    }
}
