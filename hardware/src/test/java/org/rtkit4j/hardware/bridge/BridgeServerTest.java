package org.rtkit4j.hardware.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.hardware.bridge.BridgeClient.Answer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// The protocol of `docs/bridge.md`, on a machine of one register.
class BridgeServerTest {
    private static final int MEMORY_BYTES = 0x8000;
    private static final int KEY_OFFSET = 0x123;

    @TempDir
    private Path folder;

    private final AtomicLong nowNanos = new AtomicLong();
    private final BlockingQueue<TestTarget> made = new LinkedBlockingQueue<>();
    private Path path;
    private BridgeServer server;
    private KernelMemory file;

    @BeforeEach
    void listen() throws IOException {
        path = folder.resolve("socket");
        file = KernelMemory.of(folder.resolve("memory"), MEMORY_BYTES + 0x1000);
        server = BridgeServer.listen(this::on, path, new ServerListener() {}, nowNanos::get);
    }

    private BridgeTarget on(MemorySegment memory) {
        var target = new TestTarget(memory);
        made.add(target);
        return target;
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        file.close();
        assertFalse(Files.exists(path), "the socket is removed");
    }

    private BridgeClient kernel() throws IOException {
        BridgeClient kernel = BridgeClient.connect(path);
        file.put(KEY_OFFSET, kernel.hello());
        assertEquals(MEMORY_BYTES, memory(kernel, file.descriptor(), KEY_OFFSET).value());
        return kernel;
    }

    private static Answer memory(BridgeClient kernel, int descriptor, long offset) throws IOException {
        return kernel.memory(ProcessHandle.current().pid(), descriptor, offset);
    }

    @Test
    void speaksByteByByteAsItsDocumentSays() throws IOException {
        try (var raw = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            raw.write(bytes("01000000 00000000 0100000000000000 72746b6974346a00"));
            byte[] hello = receive(raw, 32);
            assertEquals("0000000000000000", hex(hello, 0, 8));
            assertEquals("00000000000000000000000000000000", hex(hello, 16, 16));
            raw.write(bytes("63000000 00000000 0000000000000000 0000000000000000"));
            assertEquals("03000000" + "00".repeat(28), hex(receive(raw, 32), 0, 32));
        }
    }

    /// With nothing, with half a HELLO, and with one that lacks a byte.
    @ParameterizedTest
    @ValueSource(ints = {0, 12, 23})
    void whoDoesNotSayWhoHeIsKeepsNobodyOut(int saidBytes) throws IOException {
        List<BridgeClient> strangers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            BridgeClient stranger = BridgeClient.connect(path);
            stranger.send(Arrays.copyOf(
                    bytes("01000000 00000000 0100000000000000 72746b6974346a00").array(), saidBytes));
            strangers.add(stranger);
        }
        try (var kernel = kernel()) {
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
        }
        for (BridgeClient stranger : strangers) {
            stranger.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "none "})
    void aLongFaultIsAnsweredShortly(String text) throws IOException {
        try (var kernel = kernel()) {
            byte[] data = text.repeat(BridgeFormat.MOST_BYTES / text.length()).getBytes(StandardCharsets.US_ASCII);
            Answer answer = kernel.request(BridgeOp.FAULT.code(), data.length, 0, 0, data);
            assertTrue(
                    answer.data().capacity() <= 1003,
                    () -> "bytes=" + answer.data().capacity());
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
        }
    }

    @Test
    void aDescriptorIsNamedAsItWasSent() throws IOException {
        try (var kernel = BridgeClient.connect(path)) {
            kernel.hello();
            Answer refused = kernel.memory(-1, -1, 0);
            assertTrue(refused.text().contains("path=/proc/18446744073709551615/fd/4294967295"), refused::text);
        }
    }

    @Test
    void aKernelWithoutAMemoryKeepsTheMachineForTenSecondsAtMost() throws IOException {
        try (var idle = BridgeClient.connect(path)) {
            idle.hello();
            requireThatItsMachineIsTaken();
        }
    }

    @Test
    void aKernelThatStopsWithinARequestKeepsTheMachineForTenSecondsAtMost() throws IOException {
        try (var still = kernel()) {
            still.send(new byte[] {(byte) BridgeOp.WRITE_BLOCK.code(), 0, 0, 0, 100, 0, 0, 0});
            requireThatItsMachineIsTaken();
        }
        try (var still = kernel()) {
            still.send(
                    bytes("07000000 64000000 0000000000000000 0000000000000000").array());
            requireThatItsMachineIsTaken();
        }
    }

    @Test
    void aKernelThatIsSilentBetweenRequestsKeepsTheMachine() throws IOException {
        try (var silent = kernel()) {
            nowNanos.addAndGet(TimeUnit.DAYS.toNanos(1));
            requireThatAnotherIsTurnedAway();
            assertEquals(0, silent.read(TestTarget.REGISTER, 4));
        }
    }

    @Test
    void aKernelThatDoesNotReadItsAnswersKeepsTheMachineForTenSecondsAtMost() throws Exception {
        try (var deaf = kernel()) {
            // Each is answered with 16 KiB, and no buffers between the two hold a thousand of these.
            Thread asking = Thread.ofVirtual().start(() -> ask(deaf, "06000000 00400000 0000000000000000", 1000));
            awaitAnother();
            asking.join();
        }
    }

    private static void ask(BridgeClient kernel, String request, int times) {
        try {
            for (int i = 0; i < times; i++) {
                kernel.send(bytes(request + "0000000000000000").array());
            }
        } catch (IOException _) {
            // The machine has been taken.
        }
    }

    // As long as the one before goes on, it is not silent.
    private void awaitAnother() throws IOException {
        boolean isTaken = false;
        for (int turn = 0; turn < 20 && !isTaken; turn++) {
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
            try (var other = BridgeClient.connect(path)) {
                isTaken = other.request(BridgeOp.HELLO.code(), 0, BridgeFormat.VERSION, BridgeFormat.MAGIC)
                                .status()
                        == BridgeStatus.OK;
            }
        }
        assertTrue(isTaken, "still busy");
    }

    private void requireThatItsMachineIsTaken() throws IOException {
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
        requireThatAnotherIsTurnedAway();
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        kernel().close();
    }

    private void requireThatAnotherIsTurnedAway() throws IOException {
        try (var other = BridgeClient.connect(path)) {
            assertEquals(
                    BridgeStatus.BUSY,
                    other.request(BridgeOp.HELLO.code(), 0, BridgeFormat.VERSION, BridgeFormat.MAGIC)
                            .status());
        }
    }

    @Test
    void readsWritesAndTellsTheLinesWithEachAnswer() throws IOException {
        try (var kernel = kernel()) {
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
            Answer raised = kernel.request(BridgeOp.WRITE.code(), 8, TestTarget.REGISTER, 7);
            Answer read = kernel.request(BridgeOp.READ.code(), 8, TestTarget.REGISTER, 0);
            assertEquals(7, read.value());
            assertEquals(1, raised.lines());
            assertEquals(1, read.lines());
            assertTrue(read.sequence() > raised.sequence(), read::toString);
            assertEquals(
                    0,
                    kernel.request(BridgeOp.WRITE.code(), 8, TestTarget.REGISTER, 0)
                            .lines());
        }
    }

    @Test
    void aLineThatRisesByItselfIsToldAndNumberedAmongTheAnswers() throws Exception {
        try (var kernel = kernel()) {
            kernel.openEvents();
            long before = kernel.request(BridgeOp.READ.code(), 4, TestTarget.REGISTER, 0)
                    .sequence();
            TestTarget target = made.take();
            for (int round = 1; round <= 100; round++) {
                target.raise(round);
                var event = kernel.awaitEvent();
                assertEquals(1, event.lines());
                assertTrue(event.sequence() > before, event::toString);
                before = kernel.request(BridgeOp.WRITE.code(), 4, TestTarget.REGISTER, 0)
                        .sequence();
                assertTrue(before > event.sequence(), event::toString);
            }
        }
    }

    @Test
    void blocksReachTheMemoryThatBothMap() throws IOException {
        try (var kernel = kernel()) {
            byte[] block = {1, 2, 3, 4, 5};
            assertEquals(
                    BridgeStatus.OK,
                    kernel.request(BridgeOp.WRITE_BLOCK.code(), 5, 0x7ffb, 0, block)
                            .status());
            assertArrayEquals(
                    block,
                    kernel.request(BridgeOp.READ_BLOCK.code(), 5, 0x7ffb, 0).bytes());
            byte[] content = Files.readAllBytes(folder.resolve("memory"));
            assertEquals("0102030405" + "00".repeat(0x1000), HexFormat.of().formatHex(content, 0x7ffb, content.length));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 0x1000", "4, 8, -1", "5, 4, 0x100000004", "6, 6, 0x7ffb", "6, 1, -1"})
    void whereNothingIsTheAddressComesBack(int op, int size, String address) throws IOException {
        try (var kernel = kernel()) {
            Answer answer = kernel.request(op, size, Long.decode(address), 0);
            assertEquals(BridgeStatus.NOTHING_THERE, answer.status());
            assertEquals(Long.decode(address), answer.value());
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "4, 0", "4, 16", "5, -1", "5, 0x80000000", "6, 0", "6, 65537", "6, -1", "7, 0", "1, 0", "2, 1"})
    void refusesWhatMakesNoSenseAndGoesOn(int op, String size) throws IOException {
        try (var kernel = kernel()) {
            Answer answer = kernel.request(op, (int) (long) Long.decode(size), TestTarget.REGISTER, 0);
            assertEquals(BridgeStatus.REFUSED, answer.status());
            assertFalse(answer.text().isBlank());
            assertEquals(BridgeStatus.UNKNOWN_OP, kernel.request(10, 0, 0, 0).status());
            assertEquals(BridgeStatus.UNKNOWN_OP, kernel.request(-1, 0, 0, 0).status());
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65537, -1, Integer.MIN_VALUE})
    void aRequestWhoseEndCannotBeFoundEndsTheConnection(int size) throws IOException {
        try (var kernel = kernel()) {
            assertEquals(
                    BridgeStatus.REFUSED,
                    kernel.request(BridgeOp.WRITE_BLOCK.code(), size, 0, 0).status());
            assertThrows(IOException.class, () -> kernel.read(TestTarget.REGISTER, 4));
        }
    }

    @Test
    void makesThingsGoWrongAndTellsHowTheyAre() throws IOException {
        try (var kernel = kernel()) {
            assertEquals("struck: ans 0:CRASH:0", kernel.fault("ans 0:CRASH:0"));
            assertEquals(
                    BridgeStatus.REFUSED,
                    kernel.request(BridgeOp.FAULT.code(), 0, 0, 0).status());
            assertEquals("well", kernel.state());
        }
    }

    @Test
    void theMachineIsOffWhenItsKernelHasGoneAndAnotherGetsAnother() throws Exception {
        TestTarget first;
        try (var _ = kernel()) {
            first = made.take();
        }
        first.off.await();
        try (var kernel = kernel()) {
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
            assertThrows(IllegalStateException.class, () -> first.memory.get(ValueLayout.JAVA_BYTE, 0));
        }
    }

    @Test
    void oneKernelAtATime() throws IOException {
        try (var _ = kernel();
                var second = BridgeClient.connect(path)) {
            Answer answer = second.request(1, 0, BridgeFormat.VERSION, BridgeFormat.MAGIC);
            assertEquals(BridgeStatus.BUSY, answer.status());
        }
    }

    @Test
    void tellsWhoSpeaksAnotherVersionWhichOneIsSpokenHere() throws IOException {
        try (var kernel = BridgeClient.connect(path)) {
            Answer answer = kernel.request(1, 0, 2, BridgeFormat.MAGIC);
            assertEquals(BridgeStatus.OTHER_VERSION, answer.status());
            assertEquals(1, answer.value());
            assertThrows(IOException.class, () -> kernel.request(1, 0, 1, BridgeFormat.MAGIC));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4, 7, 9, 0x20544547})
    void nobodyIsServedWhoDoesNotBeginWithHello(int op) throws IOException {
        try (var kernel = BridgeClient.connect(path)) {
            assertEquals(BridgeStatus.REFUSED, kernel.request(op, 0, 1, 0).status());
            assertThrows(IOException.class, () -> kernel.request(1, 0, 1, BridgeFormat.MAGIC));
        }
        kernel().close();
    }

    @Test
    void eventsAreForTheOneWhoHasTheKey() throws IOException {
        try (var kernel = kernel();
                var other = BridgeClient.connect(path);
                var second = BridgeClient.connect(path)) {
            assertEquals(BridgeStatus.REFUSED, other.request(3, 0, 0, 0x1234).status());
            kernel.openEvents();
            assertEquals(BridgeStatus.REFUSED, second.request(3, 0, 0, 0).status());
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
        }
    }

    /// Many times, so that whatever the ones before leave behind would be in the way.
    @Test
    void aKernelThatHasLostItsEventsOpensThemAnew() throws IOException {
        try (var kernel = kernel()) {
            for (int i = 0; i < 50; i++) {
                kernel.openEvents();
                assertEquals(0, i == 0 ? 0 : kernel.awaitEvent().lines());
                kernel.write(TestTarget.REGISTER, 4, 1);
                assertEquals(1, kernel.awaitEvent().lines());
                kernel.write(TestTarget.REGISTER, 4, 0);
            }
        }
    }

    @Test
    void onlyWhoCanWriteTheKeyIntoAFileGetsItMapped() throws IOException {
        Path others = folder.resolve("others");
        try (var kernel = BridgeClient.connect(path);
                var foreign = KernelMemory.of(others, MEMORY_BYTES)) {
            long key = kernel.hello();
            file.put(0, key);
            assertNotTaken(memory(kernel, foreign.descriptor(), 0), "the key is not there");
            assertNotTaken(memory(kernel, file.descriptor(), 8), "the key is not there");
            assertNotTaken(memory(kernel, file.descriptor(), -8), "the key is not there");
            assertNotTaken(memory(kernel, file.descriptor(), MEMORY_BYTES - 4), "the key is not there");
            assertNotTaken(memory(kernel, file.descriptor(), Long.MAX_VALUE), "the key is not there");
            assertNotTaken(memory(kernel, 99_999, 0), "no file");
            assertNotTaken(memory(kernel, -1, 0), "no file");
            assertNotTaken(kernel.memory(-1, file.descriptor(), 0), "no file");
            assertEquals(
                    BridgeStatus.REFUSED,
                    kernel.request(BridgeOp.READ.code(), 4, 0, 0).status());
            assertTrue(made.isEmpty(), "no machine is switched on");
            assertArrayEquals(new byte[MEMORY_BYTES], Files.readAllBytes(others));
            assertEquals(BridgeStatus.OK, memory(kernel, file.descriptor(), 0).status());
        }
    }

    private static void assertNotTaken(Answer answer, String why) {
        assertEquals(BridgeStatus.REFUSED, answer.status());
        assertTrue(answer.text().contains(why), answer::text);
    }

    @Test
    void whatIsNoMemoryIsRefused() throws IOException {
        try (var kernel = BridgeClient.connect(path);
                var small = KernelMemory.of(folder.resolve("small"), 0x3fff);
                var large = KernelMemory.of(folder.resolve("large"), BridgeServer.MOST_MEMORY_BYTES + 0x4000)) {
            long key = kernel.hello();
            small.put(0, key);
            large.put(0, key);
            assertNotTaken(memory(kernel, small.descriptor(), 0), "no size for a memory");
            assertNotTaken(memory(kernel, large.descriptor(), 0), "no size for a memory");
        }
    }

    @Test
    void memoryThatIsTakenAwayEndsAccessesAndNothingElse() throws IOException {
        try (var kernel = kernel()) {
            file.shrink(0);
            assertEquals(
                    BridgeStatus.NOTHING_THERE,
                    kernel.request(BridgeOp.READ_BLOCK.code(), 64, 0x4000, 0).status());
            assertEquals(0, kernel.read(TestTarget.REGISTER, 4));
        }
    }

    @Test
    void aKernelThatStopsWithinARequestIsGone() throws Exception {
        try (var kernel = kernel()) {
            kernel.send(new byte[] {4, 0, 0, 0, 4});
        }
        made.take().off.await();
        kernel().close();
    }

    @Test
    void endsWhileAKernelIsConnectedAndWaitsForEvents() throws Exception {
        try (var kernel = kernel()) {
            kernel.openEvents();
            server.close();
            made.take().off.await();
            assertThrows(IOException.class, kernel::awaitEvent);
        }
    }

    private Path abandonedSocket() throws IOException {
        Path left = folder.resolve("left");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(left))
                .close();
        return left;
    }

    @Test
    void anAbandonedSocketIsReplacedAndNothingElse() throws IOException {
        Path left = abandonedSocket();
        BridgeServer.listen(this::on, left, new ServerListener() {}).close();
        Path taken = Files.writeString(folder.resolve("taken"), "somebody's");
        assertThrows(IOException.class, () -> BridgeServer.listen(this::on, taken, new ServerListener() {}));
        assertEquals("somebody's", Files.readString(taken));
        assertThrows(IOException.class, () -> BridgeServer.listen(this::on, path, new ServerListener() {}));
        kernel().close();
    }

    @Test
    void anEndOfTheServerIsSaidInWords() throws Exception {
        BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        var listener = new ServerListener() {
            @Override
            public void onDisconnect(String host, String reason) {
                reasons.add(reason);
            }
        };
        Path other = folder.resolve("other");
        var ending = BridgeServer.listen(this::on, other, listener);
        try (var kernel = BridgeClient.connect(other)) {
            kernel.hello();
            ending.close();
        }
        assertEquals("the connection was closed here", reasons.take());
    }

    @Test
    void aPipeIsNoAbandonedSocket() throws Exception {
        Path pipe = pipe("pipe");
        var refusal =
                assertThrows(IOException.class, () -> BridgeServer.listen(this::on, pipe, new ServerListener() {}));
        assertTrue(Files.exists(pipe), "somebody's pipe is gone");
        assertEquals(
                "cannot listen: address=%s, something else than a socket is there".formatted(pipe),
                refusal.getMessage());
    }

    @Test
    void aLinkToAnAbandonedSocketStays() throws Exception {
        Path left = abandonedSocket();
        Path link = Files.createSymbolicLink(folder.resolve("link"), left);
        assertThrows(IOException.class, () -> BridgeServer.listen(this::on, link, new ServerListener() {}));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.exists(left));
    }

    @Test
    void whatHasItsNameByThenStaysAtTheEnd() throws Exception {
        Path name = folder.resolve("name");
        try (var _ = BridgeServer.listen(this::on, name, new ServerListener() {})) {
            Files.delete(name);
            Files.writeString(name, "somebody's");
        }
        assertEquals("somebody's", Files.readString(name));
        Path shared = folder.resolve("shared");
        var first = BridgeServer.listen(this::on, shared, new ServerListener() {});
        Files.delete(shared);
        try (var _ = BridgeServer.listen(this::on, shared, new ServerListener() {})) {
            first.close();
            BridgeClient.connect(shared).close();
        }
        assertTrue(Files.notExists(shared));
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static byte[] receive(SocketChannel from, int size) throws IOException {
        var into = ByteBuffer.allocate(size);
        int got = 0;
        while (got >= 0 && into.hasRemaining()) {
            got = from.read(into);
        }
        return into.array();
    }

    private static String hex(byte[] bytes, int from, int size) {
        return HexFormat.of().formatHex(bytes, from, from + size);
    }
}
