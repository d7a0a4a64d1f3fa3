package org.rtkit4j.hardware.proxy.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.testkit.DeviceMemoryContract;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.MemoryRefusedException.Reason;
import org.rtkit4j.wire.port.Region;

/// Shared memory that lies on a target.
class ProxyMemoryTest implements DeviceMemoryContract {
    private static final ProxyRegion SRAM =
            new ProxyRegion(new Region("sram", 0x2000, 0x1000), FakeTarget.RAM + 0x1000);

    private final FakeTarget target = new FakeTarget();
    private ProxyServer server;
    private ProxyClient client;

    @BeforeEach
    void connect() throws IOException {
        server = ProxyServer.tcp(target, 0, new ServerListener() {});
        int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        client = ProxyClient.connect(
                TcpLink.connect(address, Duration.ofSeconds(5)), ProxyOptions.DEFAULT, new ProxyListener() {});
    }

    @Override
    public DeviceMemory memory() {
        return ProxyMemory.physical(client, List.of(SRAM));
    }

    @Override
    public Region region() {
        return SRAM.seen();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void allocatesZeroedPagesOfTheTargetsHeap() throws Exception {
        Arrays.fill(target.ram, (byte) 0x55);
        var memory = ProxyMemory.physical(client, List.of());
        try (var buffer = memory.allocate(0x4001)) {
            assertEquals(FakeTarget.HEAP, buffer.iova());
            assertArrayEquals(new byte[0x4001], buffer.copy());
            buffer.write(0x4000, new byte[] {7, 8}, 1, 1);
            assertEquals(8, target.ram[(int) (FakeTarget.HEAP - FakeTarget.RAM) + 0x4000]);
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.write(0x4001, new byte[1], 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.read(Long.MAX_VALUE, new byte[4], 0, 4));
            assertEquals(FakeTarget.HEAP + 0x8000, memory.allocate(1).iova());
        }
        assertEquals(FakeTarget.HEAP, memory.allocate(0x8000).iova());
    }

    @Test
    void closedBuffersAreNotAccessed() throws Exception {
        var buffer = ProxyMemory.physical(client, List.of()).allocate(16);
        buffer.close();
        buffer.close();
        assertThrows(IllegalStateException.class, () -> buffer.read(0, new byte[1], 0, 1));
    }

    @Test
    void refusesWhatTheTargetDoesNotHave() {
        var memory = ProxyMemory.physical(client, List.of());
        assertEquals(Reason.EXHAUSTED, reason(() -> memory.allocate(FakeTarget.HEAP_BYTES + 1)));
        assertEquals(Reason.EXHAUSTED, reason(() -> memory.allocate(Long.MAX_VALUE)));
        assertEquals(Reason.EMPTY, reason(() -> memory.allocate(0)));
    }

    @Test
    void mapsOnlyInsideRegions() throws Exception {
        var memory = ProxyMemory.physical(client, List.of(SRAM));
        target.ram[0x1010] = 0x42;
        assertEquals(0x42, memory.map(0x2010, 1).copy()[0]);
        assertEquals(0x1000, memory.map(0x2000, 0x1000).sizeBytes());
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(0x1fff, 2)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(0x2fff, 2)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(FakeTarget.RAM + 0x1000, 4)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(0x2000, Long.MAX_VALUE)));
        assertEquals(Reason.WRAPS, reason(() -> memory.map(-0x2000, 0x2001)));
        assertEquals(Reason.WRAPS, reason(() -> memory.map(0x2000, -1)));
        assertEquals(Reason.EMPTY, reason(() -> memory.map(0x2000, 0)));
        assertEquals(Reason.OUTSIDE_REGIONS, reason(() -> memory.map(-0x1000, 0x10)));
    }

    @Test
    void goesThroughTheDartWhereThereIsOne() throws Exception {
        ProxyDart dart = client.dart(0x2_1000_0000L, 3, 0);
        var memory = ProxyMemory.behind(List.of(dart), client, List.of(SRAM), 0x8000, 0x8000);
        var first = memory.allocate(0x4000);
        var second = memory.allocate(1);
        assertEquals(0x8000, first.iova());
        assertEquals(0xc000, second.iova());
        assertEquals(Reason.EXHAUSTED, reason(() -> memory.allocate(1)));
        first.write(0, new byte[] {9}, 0, 1);
        assertEquals(9, target.ram[(int) (FakeTarget.HEAP - FakeTarget.RAM)]);
        first.close();
        second.close();
        assertEquals(0x8000, memory.allocate(0x8000).iova());
        assertEquals(
                List.of(
                        "dart 0x210000000 3 false 0",
                        "dart map 0x77 0x8000 0x800040000 0x4000",
                        "dart map 0x77 0xc000 0x800044000 0x4000",
                        "dart unmap 0x77 0x8000 0x4000",
                        "dart unmap 0x77 0xc000 0x4000",
                        "dart map 0x77 0x8000 0x800040000 0x8000"),
                target.calls);
    }

    // The fake gives every stream the same handle: who is second is told by the order.
    @Test
    void aDisplayBehindTheCoprocessorSeesTheSameMemoryAtTheSameAddressAndNoRegisters() throws Exception {
        List<ProxyDart> darts = List.of(client.dart(0x2_1000_0000L, 0, 0), client.dart(0x2_2000_0000L, 4, 0));
        var memory = ProxyMemory.behind(darts, client, List.of(), 0x8000, 0x10000);
        var buffer = memory.allocate(1);
        assertEquals(0x8000, buffer.iova());
        assertEquals(0xd010, memory.open(0x2_3000_1010L, 0x4000), "as far into the page as it lies");
        memory.shut(0xd010, 0x4000);
        buffer.close();
        assertEquals(
                List.of(
                        "dart 0x210000000 0 false 0",
                        "dart 0x220000000 4 false 0",
                        "dart map 0x77 0x8000 0x800040000 0x4000",
                        "dart map 0x77 0x8000 0x800040000 0x4000",
                        "dart map 0x77 0xc000 0x230000000 0x8000",
                        "dart unmap 0x77 0xc000 0x8000",
                        "dart unmap 0x77 0x8000 0x4000",
                        "dart unmap 0x77 0x8000 0x4000"),
                target.calls);
        assertEquals(Reason.EXHAUSTED, reason(() -> memory.open(0x2_3000_0000L, 0x10001)));
        assertEquals(0x2_3000_1010L, ProxyMemory.physical(client, List.of()).open(0x2_3000_1010L, 4));
    }

    @Test
    void aBrokenWireIsReportedFromBuffers() throws Exception {
        var buffer = ProxyMemory.physical(client, List.of()).allocate(16);
        server.close();
        assertThrows(UncheckedIOException.class, () -> buffer.read(0, new byte[1], 0, 1));
        buffer.close();
    }

    private interface Refused {
        void run() throws MemoryRefusedException;
    }

    private static Reason reason(Refused work) {
        return assertThrows(MemoryRefusedException.class, work::run).reason();
    }
}
