package org.rtkit4j.hardware.proxy.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server through a socket, against frames that are written down in hex.
class ProxyServerTest {
    private static final HexFormat HEX = HexFormat.of();

    private final FakeTarget target = new FakeTarget();
    private ProxyServer server;
    private RawHost host;

    @BeforeEach
    void connect() throws IOException {
        server = ProxyServer.tcp(target, 0, new ServerListener() {});
        host = new RawHost(server.address());
    }

    @AfterEach
    void disconnect() throws IOException {
        host.close();
        server.close();
    }

    private static String zeros(int bytes) {
        return "00".repeat(bytes);
    }

    @Test
    void agreesOnFeatures() throws IOException {
        host.send(HEX.parseHex("ff55aa00" + "0100000000000000" + zeros(48) + "f3d9031c"));
        assertEquals("ff55aa00" + "00000000" + "0100000000000000" + zeros(16) + "2b2bec34", host.reply());
    }

    @Test
    void namesTheDeviceThatTheHostIsOn() throws IOException {
        host.send(HEX.parseHex("ff55aa01" + "0509000000000000" + zeros(48) + "0173ff71"));
        String reply = "ff55aa01" + "00000000" + "0509000000000000" + zeros(8) + "0400000000000000" + "f55380c0";
        assertEquals(reply, host.reply());
    }

    @Test
    void answersAnUnknownOpcodeInAGoodFrame() throws IOException {
        requireGoodFrame();
    }

    private void requireGoodFrame() throws IOException {
        host.send(RawHost.request(1, 0x999));
        String reply = "ff55aa01" + "00000000" + "9909000000000000" + "ff".repeat(8) + zeros(8) + "9db4af30";
        assertEquals(reply, host.reply());
    }

    // What m1n1's scripts call on their way to something else: done where there is nothing to do. Opcode and result
    // as they are on the wire.
    @ParameterizedTest
    @CsvSource({
        "0x1102, 0211000000000000", // DISPLAY_SHUTDOWN
        "0x1200, 0012000000000000", // DAPF_INIT_ALL
        "0x906, 0609000000000000", // USB_IODEV_VUART_SETUP
        "0x500, 0005000000000000" // SMP_START_SECONDARIES
    })
    void saysThatWhatATargetWithoutACpuHasNotIsDone(int opcode, String onTheWire) throws IOException {
        host.send(RawHost.request(1, opcode));
        assertTrue(host.reply().startsWith("ff55aa01" + "00000000" + onTheWire + zeros(16)));
        // The connection is as good as before.
        requireGoodFrame();
    }

    // MCC_GET_CARVEOUTS: a list that ends at once, at an address that is memory; the same one each time.
    @Test
    void hasAListOfCarveOutsWithNothingInIt() throws IOException {
        host.send(RawHost.request(1, 0x1000));
        String reply = host.reply();
        assertTrue(reply.startsWith("ff55aa01" + "00000000" + "0010000000000000" + zeros(8)), reply);
        long list = Long.reverseBytes(HexFormat.fromHexDigitsToLong(reply.substring(48, 64)));
        assertTrue(list != 0, reply);
        host.send(RawHost.request(1, 0x1000));
        assertEquals(reply, host.reply());
        host.send(RawHost.request(2, list, 16));
        host.reply();
        assertArrayEquals(new byte[16], host.receive(16));
    }

    @Test
    void readsMemoryWithItsChecksum() throws IOException {
        // Sixteen bytes of zero have the checksum 0x16578822.
        host.send(RawHost.request(2, FakeTarget.RAM, 16));
        assertTrue(host.reply().startsWith("ff55aa02" + "00000000" + "22885716" + zeros(20)));
        assertArrayEquals(new byte[16], host.receive(16));
    }

    @Test
    void writesMemoryThatArrivesInPieces() throws IOException {
        byte[] data = "abcd".getBytes(StandardCharsets.US_ASCII);
        host.send(RawHost.request(3, FakeTarget.RAM + 3, 4, 0xFD905A24L));
        host.send(new byte[] {data[0]});
        host.send(new byte[] {data[1], data[2], data[3]});
        assertTrue(host.reply().startsWith("ff55aa03" + "00000000" + "245a90fd" + zeros(20)));
        assertEquals("000000616263640000", HEX.formatHex(target.ram, 0, 9));
    }
}
