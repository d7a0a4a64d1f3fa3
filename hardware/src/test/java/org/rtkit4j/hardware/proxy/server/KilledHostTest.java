package org.rtkit4j.hardware.proxy.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.hardware.link.PseudoTerminal;
import org.rtkit4j.hardware.link.TerminalLink;

/// Hosts on a pseudo-terminal that end in the middle of something: the next one must not find what they left.
class KilledHostTest {
    private static final int GET_BASE = 0x004;
    private static final int GET_CHIPID = 0x013;
    private static final int REPLY_BYTES = 36;
    private static final long SECONDS_60 = Duration.ofSeconds(60).toNanos();

    @TempDir
    private Path folder;

    private final FakeTarget target = new FakeTarget();
    private final Semaphore gone = new Semaphore(0);
    private final ServerListener listener = new ServerListener() {
        @Override
        public void onDisconnect(String host, String reason) {
            gone.release();
        }
    };

    private void awaitGone() throws InterruptedException {
        assertTrue(gone.tryAcquire(60, TimeUnit.SECONDS), "nobody noticed that the host has gone");
    }

    private static byte[] call(int opcode) {
        return RawHost.request(1, opcode, 0, 0, 0, 0, 0, 0);
    }

    private static ByteBuffer reply(TerminalLink link) throws IOException {
        byte[] bytes = new byte[REPLY_BYTES];
        int got = 0;
        while (got < REPLY_BYTES) {
            int more = link.read(bytes, got, REPLY_BYTES - got, SECONDS_60);
            assertTrue(more > 0, "no reply");
            got += more;
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(TerminalLink link, byte[] bytes, int length) throws IOException {
        assertEquals(length, link.write(bytes, 0, length, SECONDS_60));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 23})
    void replyToAHostThatHasGoneIsNotTheNextOnes(int killed) throws Exception {
        Path path = folder.resolve("mac");
        try (var server = ProxyServer.pty(target, path, listener)) {
            for (int i = 0; i < killed; i++) {
                long before = server.counters().requests();
                try (var host = TerminalLink.open(path)) {
                    write(host, call(GET_BASE), 64);
                    while (server.counters().requests() == before) {
                        Thread.onSpinWait();
                    }
                }
                awaitGone();
            }
            try (var host = TerminalLink.open(path)) {
                write(host, call(GET_CHIPID), 64);
                ByteBuffer reply = reply(host);
                assertEquals(GET_CHIPID, reply.getLong(8), "the reply is to another call");
                write(host, call(GET_BASE), 64);
                assertEquals(GET_BASE, reply(host).getLong(8));
            }
        }
    }

    @Test
    void anotherProgramThatLooksAtTheTerminalTakesNothingFromTheHost() throws Exception {
        Path path = folder.resolve("mac");
        try (var server = ProxyServer.pty(target, path, listener);
                var host = TerminalLink.open(path)) {
            write(host, call(GET_BASE), 64);
            assertEquals(GET_BASE, reply(host).getLong(8));
            TerminalLink.open(path).close();
            write(host, call(GET_CHIPID), 64);
            assertEquals(GET_CHIPID, reply(host).getLong(8));
            assertEquals(0, gone.availablePermits(), server.address());
        }
    }

    @Test
    void whatIsSaidBeforeAnybodyCameWaits() throws Exception {
        Path path = folder.resolve("line");
        byte[] hello = "boot\n".getBytes(StandardCharsets.US_ASCII);
        try (var terminal = PseudoTerminal.open(path)) {
            assertEquals(hello.length, terminal.write(hello, 0, hello.length, SECONDS_60));
            try (var host = TerminalLink.open(path)) {
                byte[] got = new byte[hello.length];
                assertEquals(hello.length, host.read(got, 0, got.length, SECONDS_60));
                assertArrayEquals(hello, got);
            }
        }
    }

    @Test
    void whatIsSaidWhenAllHaveGoneIsLost() throws Exception {
        Path path = folder.resolve("line");
        byte[] late = "late\n".getBytes(StandardCharsets.US_ASCII);
        byte[] next = "next\n".getBytes(StandardCharsets.US_ASCII);
        try (var terminal = PseudoTerminal.open(path)) {
            terminal.onLastClose(gone::release);
            TerminalLink.open(path).close();
            assertEquals(late.length, terminal.write(late, 0, late.length, SECONDS_60));
            assertEquals(1, gone.availablePermits());
            try (var host = TerminalLink.open(path)) {
                assertEquals(next.length, terminal.write(next, 0, next.length, SECONDS_60));
                byte[] got = new byte[64];
                assertEquals(next.length, host.read(got, 0, got.length, SECONDS_60));
                assertEquals("next\n", new String(got, 0, next.length, StandardCharsets.US_ASCII));
            }
        }
    }
}
