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
        host.send(RawHost.request(1, 0x999));
        String reply = "ff55aa01" + "00000000" + "9909000000000000" + "ff".repeat(8) + zeros(8) + "9db4af30";
        assertEquals(reply, host.reply());
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
