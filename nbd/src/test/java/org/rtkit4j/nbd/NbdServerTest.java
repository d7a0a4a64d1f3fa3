package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server's bytes, written by hand from NetworkBlockDevice/nbd, `doc/proto.md`.
@Timeout(60)
class NbdServerTest {
    private static final int SIZE = 4 << 20;

    private final MemoryDisk disk = new MemoryDisk(SIZE, 1);

    @Test
    void tellsAClientThatAsksForTheExportWhatItIs() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client()) {
            client.greet(3).option(6, HexFormat.of().parseHex("000000046469736b" + "0003" + "0001" + "0002" + "0003"));
            assertEquals(3, client.answer(6));
            // Size 4 MiB; HAS_FLAGS, FLUSH, FUA, TRIM, WRITE_ZEROES, DF, MULTI_CONN.
            assertEquals("0000" + "0000000000400000" + "01ed", HexFormat.of().formatHex(client.data));
            assertEquals(3, client.answer(6));
            assertEquals(
                    "0003" + "00000001" + "00001000" + "02000000",
                    HexFormat.of().formatHex(client.data));
            assertEquals(3, client.answer(6));
            assertEquals("0001" + "6469736b", HexFormat.of().formatHex(client.data));
            assertEquals(3, client.answer(6));
            assertEquals("0002" + "666f72207465737473", HexFormat.of().formatHex(client.data));
            assertEquals(1, client.answer(6));
        }
    }

    @Test
    void listsTheExport() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client()) {
            client.greet(3).option(3);
            assertEquals(2, client.answer(3));
            assertEquals("00000004" + "6469736b", HexFormat.of().formatHex(client.data));
            assertEquals(1, client.answer(3));
            client.option(2);
            assertEquals(1, client.answer(2));
            assertTrue(client.isOver());
        }
    }

    @Test
    void refusesWhatItDoesNotKnowAndGoesOn() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client()) {
            client.greet(3).option(5);
            assertEquals(0x80000001, client.answer(5));
            client.option(7, RawClient.name("other"));
            assertEquals(0x80000006, client.answer(7));
            client.option(7, (byte) 0, (byte) 0, (byte) 9, (byte) 9);
            assertEquals(0x80000003, client.answer(7));
            client.option(3, (byte) 1);
            assertEquals(0x80000003, client.answer(3));
            // No context without structured replies; with them none is offered.
            client.option(10, HexFormat.of().parseHex("00000000" + "00000000"));
            assertEquals(0x80000003, client.answer(10));
            client.option(8);
            assertEquals(1, client.answer(8));
            client.option(10, HexFormat.of().parseHex("00000000" + "00000000"));
            assertEquals(1, client.answer(10));
            // Longer than any option: read over, and answered.
            client.option(99, new byte[100_000]);
            assertEquals(0x80000009, client.answer(99));
            client.option(6, RawClient.name("disk"));
            assertEquals(3, client.answer(6));
        }
    }

    @Test
    void speaksWithClientsThatKnowNoMoreThanTheNameOfAnExport() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client()) {
            client.greet(1).option(1, "disk".getBytes(StandardCharsets.UTF_8));
            assertEquals(SIZE, client.in.readLong());
            assertEquals(0x01ed, client.in.readUnsignedShort());
            assertArrayEquals(new byte[124], client.in.readNBytes(124));
            disk.content().put(0, (byte) 0x5a);
            client.request(0, 0, 7, 0, 1);
            assertEquals(0, client.reply(7));
            assertEquals(0x5a, client.in.read());
        }
    }

    @Test
    void readsWithStructuredReplies() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client()) {
            client.greet(3).option(8);
            assertEquals(1, client.answer(8));
            client.option(7, RawClient.name(""));
            while (client.answer(7) == 3) {}
            disk.content().put(0x1234, (byte) 0x77);
            client.request(0, 0, 0x1122334455667788L, 0x1234, 2);
            String reply = HexFormat.of().formatHex(client.in.readNBytes(30));
            assertEquals(
                    "668e33ef" + "0001" + "0001" + "1122334455667788" + "0000000a" + "0000000000001234" + "7700",
                    reply);
            // Beyond the end: an error chunk.
            client.request(0, 0, 1, SIZE, 1);
            reply = HexFormat.of().formatHex(client.in.readNBytes(26));
            assertEquals("668e33ef" + "0001" + "8001" + "0000000000000001" + "00000006" + "00000016" + "0000", reply);
        }
    }

    @Test
    void answersWhatIsWrongAndGoesOn() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client().go()) {
            assertEquals(22, client.request(0, 0, 1, SIZE - 1, 2).reply(1));
            assertEquals(22, client.request(0, 0, 2, -1, 2).reply(2));
            assertEquals(22, client.request(0, 0, 3, 0, 0).reply(3));
            assertEquals(22, client.request(0, 0, 4, 0, (32 << 20) + 1).reply(4));
            assertEquals(28, client.request(0, 6, 5, 0, SIZE + 1).reply(5));
            assertEquals(22, client.request(0x80, 4, 6, 0, 4096).reply(6));
            assertEquals(22, client.request(0, 77, 7, 0, 4096).reply(7));
            // The data of a write that is refused is read over.
            client.request(0, 1, 8, SIZE, 3000).out.write(new byte[3000]);
            assertEquals(28, client.reply(8));
            disk.badOffset = 8192;
            assertEquals(5, client.request(0, 0, 9, 4096, 65536).reply(9));
            assertEquals(0, client.request(0, 3, 10, 0, 0).reply(10));
            assertEquals(1, disk.flushes.get());
        }
    }

    @Test
    void hangsUpOnWhatIsNoRequest() throws Exception {
        try (var serving = new Serving(disk)) {
            try (var client = serving.client().go()) {
                client.out.writeLong(0x1234567812345678L);
                client.out.write(new byte[64]);
                assertTrue(client.isOver());
            }
            try (var client = serving.client().greet(4)) {
                assertTrue(client.isOver());
            }
            try (var client = serving.client().greet(3)) {
                client.out.write(new byte[16]);
                assertTrue(client.isOver());
            }
            try (var client = serving.client().go()) {
                client.request(0, 2, 0, 0, 0);
                assertTrue(client.isOver());
            }
        }
    }

    /// Any offset and length, several requests at once, against a copy that the test keeps.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyBytesAreReadAsTheyWereWritten(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        byte[] copy = new byte[SIZE];
        var own = new MemoryDisk(SIZE, seed);
        try (var serving = new Serving(own);
                var client = serving.client().go()) {
            for (int i = 0; i < 400; i++) {
                int offset = random.nextInt(SIZE);
                int length = 1 + random.nextInt(Math.min(SIZE - offset, random.nextBoolean() ? 5000 : 700_000));
                if (random.nextInt(3) == 0) {
                    offset &= ~4095;
                }
                switch (random.nextInt(3)) {
                    case 0 -> write(client, random, copy, offset, length);
                    case 1 -> zero(client, copy, offset, length);
                    default -> read(client, copy, offset, length);
                }
            }
            read(client, copy, 0, SIZE);
        }
    }

    private static void write(RawClient client, SplittableRandom random, byte[] copy, int offset, int length)
            throws IOException {
        byte[] data = new byte[length];
        random.nextBytes(data);
        System.arraycopy(data, 0, copy, offset, length);
        client.request(random.nextInt(2), 1, offset, offset, length).out.write(data);
        assertEquals(0, client.reply(offset));
    }

    private static void zero(RawClient client, byte[] copy, int offset, int length) throws IOException {
        Arrays.fill(copy, offset, offset + length, (byte) 0);
        assertEquals(0, client.request(0, 6, offset, offset, length).reply(offset));
    }

    private static void read(RawClient client, byte[] copy, int offset, int length) throws IOException {
        assertEquals(0, client.request(0, 0, offset, offset, length).reply(offset));
        byte[] data = client.in.readNBytes(length);
        int at = Arrays.mismatch(data, 0, length, copy, offset, offset + length);
        assertEquals(-1, at, () -> "offset=0x%x, length=0x%x".formatted(offset, length));
    }

    /// Neighbours within a block, on several connections at once: nobody's bytes are lost.
    @Test
    void changesOfPartsOfOneBlockDoNotUndoEachOther() throws Exception {
        try (var serving = new Serving(disk)) {
            var clients = new ArrayList<RawClient>();
            for (int i = 0; i < 8; i++) {
                clients.add(serving.client().go());
            }
            for (int round = 0; round < 64; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    client(clients.get(i), round, i);
                }
            }
            for (int i = 0; i < clients.size(); i++) {
                for (int round = 0; round < 64; round++) {
                    assertEquals(0, clients.get(i).reply(round));
                }
                clients.get(i).close();
            }
            for (int round = 0; round < 64; round++) {
                for (int i = 0; i < 8; i++) {
                    assertEquals(i + 1, disk.content().get(round * 8 + i), "round=" + round + ", client=" + i);
                }
            }
        }
    }

    private static void client(RawClient client, int round, int i) throws IOException {
        client.request(0, 1, round, round * 8L + i, 1).out.write(i + 1);
    }

    @Test
    void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
        try (var serving = new Serving(disk)) {
            Thread writer;
            try (var greedy = serving.client().go();
                    var other = serving.client().go()) {
                // 2 GiB of replies that nobody fetches: requests are left in the socket, and others are served.
                writer = Thread.ofVirtual().start(() -> askForTooMuch(greedy));
                for (int i = 0; i < 100; i++) {
                    assertEquals(0, other.request(0, 0, i, 0, 4096).reply(i));
                    other.in.skipNBytes(4096);
                }
            }
            writer.join();
        }
    }

    private static void askForTooMuch(RawClient client) {
        try {
            for (int i = 0; i < 512; i++) {
                client.request(0, 0, i, 0, SIZE);
            }
        } catch (IOException _) {
            // Closed by the test.
        }
    }

    @Test
    void aClientTooManyTakesThePlaceOfOneThatHasNotChosen() throws Exception {
        try (var serving = new Serving(disk)) {
            var clients = new ArrayList<RawClient>();
            for (int i = 0; i < NbdServer.MOST_CONNECTIONS - 1; i++) {
                clients.add(serving.client().go());
            }
            try (var silent = serving.client().greet(3);
                    var late = serving.client().go()) {
                assertTrue(silent.isOver());
                assertEquals(0, late.request(0, 3, 1, 0, 0).reply(1));
                try (var last = serving.client()) {
                    assertTrue(last.isOver());
                }
            }
            assertFalse(clients.isEmpty());
            for (RawClient client : clients) {
                assertEquals(0, client.request(0, 3, 2, 0, 0).reply(2));
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, (1 << 20) - 1})
    void clientsThatLeaveWithinAWriteLeaveTheirPlaces(int payload) throws Exception {
        try (var serving = new Serving(disk)) {
            for (int i = 0; i < NbdServer.MOST_CONNECTIONS; i++) {
                RawClient client = serving.client().go();
                client.request(0, 1, i, 0, 1 << 20).out.write(new byte[payload]);
                assertTrue(client.leave().isOver(), "client=" + i);
            }
            try (var late = serving.client().go()) {
                assertEquals(0, late.request(0, 3, 1, 0, 0).reply(1));
            }
        }
    }

    @Test
    void endOfInputAtAnyByteEndsTheConnection() throws Exception {
        byte[] said = conversation();
        try (var serving = new Serving(disk)) {
            for (int length = 0; length <= said.length; length++) {
                if (!isWithinPayload(said, length)) {
                    int heard = hear(serving, said, length);
                    assertTrue(heard >= 18, "said=%d, heard=%d".formatted(length, heard));
                }
            }
            // What was asked for in full is answered before: greeting, answers to options, replies.
            assertEquals(18 + 6 * 20 + 12 + 14 + 6 * 16 + 28 + 300, hear(serving, said, said.length));
        }
    }

    private static int hear(Serving serving, byte[] said, int length) throws IOException {
        try (var client = serving.client()) {
            client.out.write(said, 0, length);
            return client.leave().in.readAllBytes().length;
        }
    }

    // Flags, an option that is unknown, one that is too long, the choice; then requests of each kind. The writes
    // are of whole blocks, of parts of two, and beyond the end.
    private static byte[] conversation() throws IOException {
        var said = new ByteArrayOutputStream();
        RawClient client = RawClient.monologue(said);
        client.out.writeInt(3);
        client.option(5).option(99, new byte[8300]).option(8).option(7, RawClient.name("disk"));
        client.request(0, 1, 1, 4096, 4096).out.write(new byte[4096]);
        client.request(0, 1, 2, 8190, 5).out.write(new byte[5]);
        client.request(0, 1, 3, SIZE, 7).out.write(new byte[7]);
        client.request(0, 3, 4, 0, 0).request(0, 0, 5, 100, 300);
        client.request(0, 4, 6, 0, 8192).request(0, 6, 7, 1, 5000);
        return said.toByteArray();
    }

    // One such place is like the next.
    private static boolean isWithinPayload(byte[] said, int at) {
        int from = Math.max(0, at - 100);
        int to = Math.min(said.length, at + 100);
        return Arrays.equals(said, from, to, new byte[to - from], 0, to - from);
    }

    /// What one of them leaves the next one takes, instead of memory that waits for the garbage collector.
    @Test
    void clientsThatComeAndGoTakeNoMoreMemoryThanOne() throws Exception {
        try (var serving = new Serving(disk)) {
            long before = directBytes(serving);
            for (int i = 0; i < 200; i++) {
                directBytes(serving);
            }
            long grown = directBytes(serving) - before;
            assertTrue(grown < 16 << 20, "grown=" + grown);
        }
    }

    @Test
    void aClientThatNeverReadsTakesNoMoreMemoryThanTheDocumentsSay() throws Exception {
        try (var serving = new Serving(disk)) {
            long before = directBytes(serving);
            for (int i = 0; i < 3; i++) {
                // Closed with the server.
                RawClient greedy = serving.client().go();
                for (int request = 0; request < 80; request++) {
                    // Of odd lengths too, and from within a block.
                    greedy.request(0, 0, request, 1, (1 << 20) + i * 300_000);
                }
            }
            // What came before is taken by the time that these are answered.
            for (int i = 0; i < 20; i++) {
                directBytes(serving);
            }
            long grown = directBytes(serving) - before;
            assertTrue(grown < (3L * 34) << 20, "grown=" + grown);
        }
    }

    /// What they had asked for is in memory when they go; the system has it back then, without a garbage collection.
    @Test
    void clientsThatGoWithoutTheirRepliesLeaveNoMoreThanTheDocumentsSay() throws Exception {
        try (var serving = new Serving(new MemoryDisk(33 << 20, 1))) {
            long before = directBytes(serving);
            for (int round = 0; round < 3; round++) {
                try (var ones = new Leavers(serving, 5)) {
                    ones.askForTheMost();
                }
            }
            long grown = Long.MAX_VALUE;
            for (int i = 0; i < 100 && grown > 96 << 20; i++) {
                grown = directBytes(serving) - before;
            }
            assertTrue(grown <= 96 << 20, "grown=" + grown);
        }
    }

    /// Some that ask for much, see that the first of it has come, and go.
    private static final class Leavers implements AutoCloseable {
        private final List<RawClient> clients = new ArrayList<>();

        Leavers(Serving serving, int count) throws IOException {
            for (int i = 0; i < count; i++) {
                clients.add(serving.client().go());
            }
        }

        void askForTheMost() throws IOException {
            for (RawClient client : clients) {
                client.request(0, 0, 1, 0, 32 << 20).request(0, 0, 2, 0, 32 << 20);
                assertEquals(0, client.reply(1));
            }
        }

        @Override
        public void close() throws IOException {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    // While a client is there, which is gone once this returns.
    private static long directBytes(Serving serving) throws IOException {
        try (var client = serving.client().go()) {
            assertEquals(0, client.request(0, 3, 1, 0, 0).reply(1));
            long bytes = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            assertTrue(client.leave().isOver());
            return bytes;
        }
    }

    @Test
    void aServerThatIsClosedBeforeItServesLeavesNothing(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("disk.sock");
        var export = new NbdExport("disk", "for tests", disk.traits());
        var server = NbdServer.listen(disk, export, UnixDomainSocketAddress.of(path));
        assertTrue(Files.exists(path));
        server.close();
        server.run();
        assertFalse(Files.exists(path));
    }

    @Test
    void whatHasItsNameByThenStaysAtTheEnd(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("disk.sock");
        var address = UnixDomainSocketAddress.of(path);
        var export = new NbdExport("disk", "for tests", disk.traits());
        var first = NbdServer.listen(disk, export, address);
        Files.delete(path);
        try (var _ = NbdServer.listen(disk, export, address)) {
            first.close();
            SocketChannel.open(address).close();
            Files.delete(path);
            Files.writeString(path, "somebody's");
        }
        assertEquals("somebody's", Files.readString(path));
    }

    /// As many as a busy server may find at once.
    @Test
    void aHundredClientsMayWaitToBeLetIn(@TempDir Path folder) throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("disk.sock"));
        List<SocketChannel> waiting = new ArrayList<>();
        try (var server = NbdServer.listen(disk, new NbdExport("disk", "for tests", disk.traits()), address)) {
            assertEquals(address, server.address());
            for (int i = 0; i < 100; i++) {
                var client = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(client);
                client.configureBlocking(false);
                assertTrue(client.connect(address), "client=" + i);
            }
        }
        for (SocketChannel client : waiting) {
            client.close();
        }
    }

    @Test
    void saysThatTheDiskIsGone() throws Exception {
        try (var serving = new Serving(disk);
                var client = serving.client().go()) {
            disk.failAtNext = "it burns";
            assertEquals(108, client.request(0, 3, 1, 0, 0).reply(1));
            assertTrue(client.isOver());
        }
    }
}
