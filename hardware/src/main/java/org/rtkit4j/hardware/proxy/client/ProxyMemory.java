package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.List;
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
    private final List<ProxyDart> darts;
    private final IovaSpace iovas;

    private ProxyMemory(ProxyClient client, List<ProxyRegion> regions, List<ProxyDart> darts, IovaSpace iovas) {
        this.client = client;
        this.regions = List.copyOf(regions);
        seen = regions.stream().map(ProxyRegion::seen).toList();
        this.darts = List.copyOf(darts);
        this.iovas = iovas;
    }

    /// For a co-processor that sees physical addresses.
    ///
    /// @param regions what [#map] grants
    public static ProxyMemory physical(ProxyClient client, List<ProxyRegion> regions) {
        return new ProxyMemory(client, regions, List.of(), new IovaSpace(0, 0));
    }

    /// For a co-processor behind a DART, and what else is to see the same memory at the same address: a display.
    ///
    /// @param regions what [#map] grants
    /// @param darts the co-processor's stream, and those of others behind it
    /// @param iovaStart where the addresses begin that may be given to it, a multiple of 16 KiB, not 0
    /// @param iovaBytes how many there are, a multiple of 16 KiB
    public static ProxyMemory behind(
            List<ProxyDart> darts, ProxyClient client, List<ProxyRegion> regions, long iovaStart, long iovaBytes) {
        boolean isAligned = ((iovaStart | iovaBytes) & (PAGE_BYTES - 1)) == 0;
        if (!isAligned || iovaStart == 0 || iovaBytes == 0 || !Region.fits(iovaStart, iovaBytes, Long.MAX_VALUE)) {
            throw new IllegalArgumentException("no such range: iova=0x%x, size=0x%x".formatted(iovaStart, iovaBytes));
        }
        return new ProxyMemory(client, regions, darts, new IovaSpace(iovaStart, iovaStart + iovaBytes));
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
            long iova = darts.isEmpty() ? physAddr : mapped(darts, physAddr, pages);
            return new ProxyBuffer(client, iova, physAddr, sizeBytes, () -> release(physAddr, iova, pages));
        } catch (IOException | MemoryRefusedException e) {
            Releases.after(e, () -> client.heap().free(physAddr));
            throw e;
        }
    }

    private long mapped(List<ProxyDart> streams, long physAddr, long pages) throws IOException, MemoryRefusedException {
        long iova = iovas.take(pages);
        if (iova == IovaSpace.NONE) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, "no addresses left behind the DART", 0, pages);
        }
        int done = 0;
        try {
            for (ProxyDart stream : streams) {
                stream.map(iova, physAddr, pages);
                done++;
            }
            return iova;
        } catch (IOException e) {
            List<ProxyDart> mapped = streams.subList(0, done);
            Releases.after(e, () -> unmapped(mapped, iova, pages));
            throw e;
        }
    }

    // Addresses that somebody still sees must not be given to anything else.
    private void unmapped(List<ProxyDart> streams, long iova, long pages) throws IOException {
        for (ProxyDart stream : streams) {
            stream.unmap(iova, pages);
        }
        iovas.giveBack(iova, pages);
    }

    // The one release that stops half-way: what the co-processor still reaches must not be somebody else's.
    private void release(long physAddr, long iova, long pages) throws IOException {
        if (!darts.isEmpty()) {
            unmapped(darts, iova, pages);
        }
        client.heap().free(physAddr);
    }

    /// Lets the co-processor reach what lies at a physical address: registers of a display. Nobody else behind it does.
    ///
    /// @return the address under which it sees that
    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
        if (darts.isEmpty()) {
            return physAddr;
        }
        long inPage = physAddr & (PAGE_BYTES - 1);
        try {
            return mapped(darts.subList(0, 1), physAddr - inPage, wholePages(inPage, sizeBytes)) + inPage;
        } catch (IOException e) {
            throw new MemoryRefusedException(Reason.EXHAUSTED, String.valueOf(e.getMessage()), physAddr, sizeBytes);
        }
    }

    /// Takes back what [#open] gave.
    public void shut(long iova, long sizeBytes) throws IOException {
        if (!darts.isEmpty()) {
            long inPage = iova & (PAGE_BYTES - 1);
            unmapped(darts.subList(0, 1), iova - inPage, wholePages(inPage, sizeBytes));
        }
    }

    private static long wholePages(long inPage, long sizeBytes) {
        return (inPage + sizeBytes + PAGE_BYTES - 1) & -PAGE_BYTES;
    }

    @Override
    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
        ProxyRegion region = regions.get(seen.indexOf(Region.holding(seen, iova, sizeBytes)));
        long physAddr = region.physAddr() + (iova - region.seen().start());
        return new ProxyBuffer(client, iova, physAddr, sizeBytes, () -> {});
    }
}
