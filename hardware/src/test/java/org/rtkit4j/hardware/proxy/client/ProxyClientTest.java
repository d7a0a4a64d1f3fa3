package org.rtkit4j.hardware.proxy.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.link.SerialLink;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.link.TerminalLink;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.wire.IoDevice;

/// The client against our server, over sockets and pseudo-terminals.
class ProxyClientTest {
    private static final long RAM = FakeTarget.RAM;
    private static final long NOWHERE = 0x40;

    /// How the two are connected.
    enum Way {
        TCP,
        PTY,
        TCP_WITHOUT_CHECKSUMS,
        PTY_AS_SERIAL,
        SERIAL_PORT
    }

    @TempDir
    private Path folder;

    private final FakeTarget target = new FakeTarget();
    private final List<String> console = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private ProxyServer server;
    private ProxyClient client;

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void connect(Way way) throws IOException {
        Link link = switch (way) {
            case TCP, TCP_WITHOUT_CHECKSUMS -> {
                server = ProxyServer.tcp(target, 0, new ServerListener() {});
                int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
                yield TcpLink.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofSeconds(5));
            }
            case PTY, PTY_AS_SERIAL -> {
                target.ioDevice = way == Way.PTY_AS_SERIAL ? IoDevice.UART : IoDevice.USB0;
                Path path = folder.resolve("mac");
                server = ProxyServer.pty(target, path, new ServerListener() {});
                yield TerminalLink.open(path);
            }
            case SERIAL_PORT -> {
                target.ioDevice = IoDevice.UART;
                Path path = folder.resolve("mac");
                server = ProxyServer.pty(target, path, new ServerListener() {});
                yield SerialLink.open(path.toRealPath().toString(), SerialLink.DEFAULT_BAUD);
            }
        };
        var options =
                ProxyOptions.DEFAULT.withReplyTimeout(Duration.ofSeconds(20)).withBlockBytes(0x8000);
        client = ProxyClient.connect(
                link, way == Way.TCP_WITHOUT_CHECKSUMS ? options.withoutChecksums() : options, new Listener());
    }

    private final class Listener implements ProxyListener {
        @Override
        public void onConsole(String line) {
            console.add(line);
        }

        @Override
        public void onEvent(int type, byte[] data) {
            events.add(type + " " + new String(data, StandardCharsets.US_ASCII));
        }
    }

    private static Kind kindOf(Failing work) {
        return assertThrows(ProxyException.class, work::run).kind();
    }

    private interface Failing {
        void run() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void loadsAndStoresInEveryWidth(Way way) throws IOException {
        connect(way);
        client.store(RAM, 8, 0x8877665544332211L);
        assertEquals(0x8877665544332211L, client.load(RAM, 8));
        assertEquals(0x88776655L, client.load(RAM + 4, 4));
        assertEquals(0x8877L, client.load(RAM + 6, 2));
        assertEquals(0x88L, client.load(RAM + 7, 1));
        client.store(RAM + 1, 1, 0x1ff);
        client.store(RAM + 2, 2, 0xabcdL);
        assertEquals(0x88776655abcdff11L, client.load(RAM, 8));
        assertEquals(0x88776655abcd0f31L, client.modify(RAM, 8, 0xf000, 0x20));
    }

    @ParameterizedTest
    @EnumSource
    void registersAreAccessedOnceAndInOrder(Way way) throws IOException {
        connect(way);
        var registers = client.registers(FakeTarget.DEVICE, 64);
        registers.write32(4, -1);
        registers.write64(8, Long.MIN_VALUE);
        assertEquals(1, registers.read64(56));
        assertEquals(-1, registers.read32(4));
        assertEquals(2, registers.read64(56));
        assertEquals(
                List.of(
                        "store32 0x4 0xffffffff",
                        "store64 0x8 0x8000000000000000",
                        "load64 0x38",
                        "load32 0x4",
                        "load64 0x38"),
                target.accesses);
        assertThrows(IndexOutOfBoundsException.class, () -> registers.read64(60));
        assertThrows(IllegalArgumentException.class, () -> registers.read32(2));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhereNothingIs(Way way) throws IOException {
        connect(way);
        assertEquals(Kind.FAULT, kindOf(() -> client.load(NOWHERE, 4)));
        assertEquals(Kind.FAULT, kindOf(() -> client.store(NOWHERE, 8, 1)));
        assertEquals(Kind.FAULT, kindOf(() -> client.modify(NOWHERE, 1, 1, 1)));
        assertEquals(Kind.FAULT, kindOf(() -> client.readMemory(NOWHERE, 4)));
        assertEquals(Kind.FAULT, kindOf(() -> client.writeMemory(NOWHERE, new byte[9], 0, 9)));
        assertEquals(Kind.FAULT, kindOf(() -> client.readMemory(RAM + FakeTarget.RAM_BYTES - 4, 8)));
        assertEquals(Kind.FAULT, kindOf(() -> client.fillMemory(NOWHERE, 16, 0)));
        var failure = assertThrows(
                UncheckedIOException.class, () -> client.registers(NOWHERE, 8).read32(0));
        assertTrue(failure.getMessage().contains("address=0x40"), failure::getMessage);
        // The values that stand for faults are values where something is.
        client.store(RAM, 8, 0xacce5515abad1deaL);
        assertEquals(0xacce5515abad1deaL, client.load(RAM, 8));
        assertEquals(0xabad1deaL, client.load(RAM, 4));
        assertEquals(0xea, client.load(RAM, 1));
        assertTrue(console.contains("Exception: SYNC (load, far=0x40)"), console::toString);
    }

    @ParameterizedTest
    @EnumSource
    void movesBlocksInBothDirections(Way way) throws IOException {
        connect(way);
        var bytes = new byte[300_001];
        new SplittableRandom(1).nextBytes(bytes);
        // Markers of frames in the data, at the end of a block too.
        for (int at : new int[] {0, 100, 0x7ffe, 0x8000 - 3, 300_001 - 3}) {
            bytes[at] = (byte) 0xff;
            bytes[at + 1] = 0x55;
            bytes[at + 2] = (byte) 0xaa;
        }
        client.writeMemory(RAM + 5, bytes, 0, bytes.length);
        assertArrayEquals(bytes, java.util.Arrays.copyOfRange(target.ram, 5, 5 + bytes.length));
        assertArrayEquals(bytes, client.readMemory(RAM + 5, bytes.length));
        client.fillMemory(RAM + 8, 4096, 0x7a);
        assertEquals(0x7a, target.ram[4103]);
        assertEquals(bytes[4104 - 5], target.ram[4104]);
    }

    @ParameterizedTest
    @EnumSource
    void batchesAreDoneInOrder(Way way) throws IOException {
        connect(way);
        var batch = client.batch();
        for (int i = 0; i < 40; i++) {
            batch.store(FakeTarget.DEVICE + 8, 8, i)
                    .load(FakeTarget.DEVICE + 8, 8)
                    .load(FakeTarget.POP, 8);
        }
        long[] values = batch.run();
        for (int i = 0; i < 40; i++) {
            assertEquals(i, values[3 * i + 1]);
            assertEquals(i + 1, values[3 * i + 2]);
        }
        assertEquals(
                Kind.FAULT,
                kindOf(() -> client.batch().load(RAM, 8).store(NOWHERE, 8, 1).run()));
    }

    @ParameterizedTest
    @EnumSource
    void hasHeapPowerAndDarts(Way way) throws IOException {
        connect(way);
        long top = client.heap().top();
        assertEquals(FakeTarget.HEAP, top);
        long aligned = client.heap().allocate(0x4000, 0x100);
        assertEquals(0, aligned % 0x4000);
        client.heap().free(aligned);
        assertEquals(Kind.REFUSED, kindOf(() -> client.heap().allocate(1L << 40)));
        client.power().enable("/arm-io/smc");
        assertEquals(Kind.REFUSED, kindOf(() -> client.power().enable("/arm-io/ans")));
        client.power().reset(1, "ANS2");
        client.dart(0x2_1000_0000L, 5, 2).map(0x4000, RAM, 0x4000);
        assertEquals(
                List.of(
                        "enable /arm-io/smc",
                        "enable /arm-io/ans",
                        "reset 1 ANS2",
                        "dart 0x210000000 5 false 2",
                        "dart map 0x77 0x4000 0x800000000 0x4000"),
                target.calls);
    }

    @ParameterizedTest
    @EnumSource
    void eventsAndTextComeBetweenAnswers(Way way) throws IOException {
        connect(way);
        target.console.print("hello\nworld");
        target.console.event(2, "irq".getBytes(StandardCharsets.US_ASCII));
        target.console.print("\u001b[2J\n");
        assertEquals(0x8103, client.chipId());
        assertEquals(List.of("hello", "world\\x1b[2J"), console);
        assertEquals(List.of("2 irq"), events);
    }

    @ParameterizedTest
    @EnumSource(names = {"PTY_AS_SERIAL", "SERIAL_PORT"})
    void aRebootIsNoticed(Way way) throws IOException {
        connect(way);
        client.reboot();
        assertEquals(Kind.RESTARTED, kindOf(() -> client.chipId()));
        assertEquals(Kind.RESTARTED, kindOf(() -> client.load(RAM, 4)));
        client.renew();
        assertEquals(0x8103, client.chipId());
        assertEquals(1, target.reboots);
    }

    @ParameterizedTest
    @EnumSource(names = {"PTY", "PTY_AS_SERIAL"})
    void thePathGoesWithTheServer(Way way) throws IOException {
        connect(way);
        assertTrue(Files.isSymbolicLink(folder.resolve("mac")));
        server.close();
        assertTrue(Files.notExists(folder.resolve("mac"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertThrows(IOException.class, () -> client.chipId());
    }
}
