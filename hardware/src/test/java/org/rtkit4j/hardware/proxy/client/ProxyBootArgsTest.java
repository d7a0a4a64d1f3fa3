package org.rtkit4j.hardware.proxy.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// Boot arguments and Apple's device tree, read from a target. Offsets by hand.
class ProxyBootArgsTest {
    private static final int AT = (int) (FakeTarget.BOOT_ARGS - FakeTarget.RAM);

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

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private ByteBuffer arguments(int revision) {
        var args = ByteBuffer.wrap(target.ram).order(ByteOrder.LITTLE_ENDIAN);
        args.putShort(AT, (short) revision).putShort(AT + 2, (short) 7);
        args.putLong(AT + 0x08, 0xffff_fe00_0000_0000L).putLong(AT + 0x10, FakeTarget.RAM);
        args.putLong(AT + 0x18, 0x2_0000_0000L).putLong(AT + 0x20, FakeTarget.HEAP);
        args.putLong(AT + 0x28, 0x9_0000_0000L).putInt(AT + 0x58, 0x44);
        args.putLong(AT + 0x60, 0xffff_fe00_0000_2003L).putInt(AT + 0x68, 300);
        return args;
    }

    @ParameterizedTest
    @CsvSource({"0, 0x170", "1, 0x170", "2, 0x2d0", "3, 0x470"})
    void everyRevisionHasItsOwnLength(int revision, String flagsOffset) throws IOException {
        int flags = Integer.decode(flagsOffset);
        var args = arguments(revision).putLong(AT + flags, 0x55).putLong(AT + flags + 8, 0x2_4000_0000L);
        // The command line fills its place: it has no NUL then.
        int end = flags == 0x170 ? 0x16c : flags == 0x2d0 ? 0x2cc : 0x46c;
        Arrays.fill(target.ram, AT + 0x6c, AT + end, (byte) 'x');
        ProxyBootArgs got = client.bootArgs();
        assertEquals(revision, got.revision());
        assertEquals(7, got.version());
        assertEquals(0x2_0000_0000L, got.memSize());
        assertEquals(FakeTarget.HEAP, got.topOfKernelData());
        assertEquals(0x9_0000_0000L, got.videoBase());
        assertEquals(0x44, got.machineType());
        assertEquals(end - 0x6c, got.commandLine().length());
        assertEquals(0x55, got.bootFlags());
        assertEquals(0x2_4000_0000L, got.memSizeActual());
        args.put(AT + 0x6d, (byte) 0);
        assertEquals("x", client.bootArgs().commandLine());
    }

    @Test
    void theDeviceTreeIsFoundThroughItsVirtualAddress() throws IOException {
        arguments(2);
        byte[] tree = "tree".repeat(75).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(tree, 0, target.ram, 0x2003, 300);
        assertEquals(FakeTarget.RAM + 0x2003, client.bootArgs().deviceTreeAddress());
        assertArrayEquals(tree, client.deviceTree(client.bootArgs()));
    }

    @Test
    void whatCannotBeIsRefused() {
        arguments(4);
        var unknown = assertThrows(IOException.class, client::bootArgs);
        assertTrue(unknown.getMessage().contains("revision=4"), unknown::getMessage);
        arguments(1).putInt(AT + 0x68, -1);
        assertThrows(IOException.class, () -> client.deviceTree(client.bootArgs()));
        arguments(1).putInt(AT + 0x68, 0x7fff_ffff);
        assertThrows(IOException.class, () -> client.deviceTree(client.bootArgs()));
    }
}
