package org.rtkit4j.capture.pcapng;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

class CaptureFileTest {
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whatIsWrittenIsRead(long seed) throws IOException {
        var expected = new ArrayList<String>();
        byte[] bytes = randomCapture(new SplittableRandom(seed), 200, expected);
        CaptureCursor cursor = CaptureFile.of("test", bytes).cursor();
        assertEquals(expected, all(cursor));
        assertNull(cursor.problem());
        assertEquals(0, cursor.foreign());
        assertEquals(expected.size(), cursor.number());
        assertEquals(new Statistics(17, 3), cursor.statistics(1));
        assertEquals("näme", cursor.interfaces().get(1).name());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aStreamIsReadAsAFileIs(long seed) throws IOException {
        var expected = new ArrayList<String>();
        byte[] bytes = randomCapture(new SplittableRandom(seed), 200, expected);
        try (var file = CaptureFile.of("stream", new ByteArrayInputStream(bytes))) {
            assertEquals(expected, all(file.cursor()));
        }
    }

    @Test
    void aStreamThatIsNoCaptureIsLeftAtItsHead() {
        var zeros = new InputStream() {
            private long taken;

            @Override
            public int read() {
                taken++;
                return 0;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                taken += length;
                return length;
            }
        };
        var refused = assertThrows(CaptureFormatException.class, () -> CaptureFile.of("zeros", zeros));
        assertEquals("zeros: not a pcapng file: offset=0, size=28", refused.getMessage());
        assertEquals(28, zeros.taken);
    }

    /// A recorder may die at any byte: what was complete is read, and the end is told.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aFileCutAtAnyByteIsReadUpToThere(long seed) throws IOException {
        var expected = new ArrayList<String>();
        byte[] bytes = randomCapture(new SplittableRandom(seed), 12, expected);
        int whole = 0;
        for (int length = 60; length < bytes.length; length++) {
            CaptureCursor cursor =
                    CaptureFile.of("cut", Arrays.copyOf(bytes, length)).cursor();
            List<String> read = all(cursor);
            assertTrue(read.size() >= whole && read.size() <= whole + 1, "length=" + length);
            assertEquals(expected.subList(0, read.size()), read);
            whole = read.size();
            String problem = cursor.problem();
            assertTrue(problem == null || problem.startsWith("the file is cut off: offset="), problem);
        }
    }

    /// Whatever the damage does to the rest, the packets before it are read as they were.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void readsAllThatStandsBeforeADamage(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] bytes = randomCapture(random, 30, new ArrayList<>());
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = bytes.clone();
            int first = bytes.length;
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                int at = random.nextInt(damaged.length);
                damaged[at] = (byte) random.nextInt();
                first = Math.min(first, at);
            }
            List<String> before = read(Arrays.copyOf(bytes, first));
            List<String> read = read(damaged);
            assertTrue(read.size() >= before.size(), "first damage=" + first);
            assertEquals(before, read.subList(0, before.size()));
        }
    }

    @Test
    void readsTheOtherByteOrderAndOtherResolutions() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            CaptureCursor cursor = CaptureFile.of("by hand", byHand(order)).cursor();
            assertTrue(cursor.next());
            assertEquals(1_234_567_000L, cursor.timeNanos(), "microseconds, without an option");
            assertEquals(0x0010_0000_000c_000bL, cursor.msg0());
            assertTrue(cursor.next());
            assertEquals(3_500_000_000L, cursor.timeNanos(), "2^-4 of a second, and an offset of one");
            assertEquals("x", cursor.interfaceOf().name());
            assertTrue(!cursor.next());
            assertNull(cursor.problem());
            assertEquals(1, cursor.foreign(), "an older kind of packet");
        }
    }

    @Test
    void whatIsNoCaptureIsRefused() {
        for (byte[] bytes :
                List.of(new byte[0], new byte[100], "no capture at all, and long".getBytes(StandardCharsets.UTF_8))) {
            var refused = assertThrows(CaptureFormatException.class, () -> CaptureFile.of("f", bytes));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("f: not a pcapng file: offset=0"));
        }
    }

    @Test
    void aLengthThatLeadsNowhereEndsTheWalk() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(out)) {
            writer.addInterface("a", "");
        }
        byte[] bytes = Arrays.copyOf(out.toByteArray(), out.size() + 16);
        for (int length : new int[] {0, 8, 13, 14, 0xffff_fff0}) {
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(out.size(), 99)
                    .putInt(out.size() + 4, length);
            CaptureCursor cursor = CaptureFile.of("f", bytes).cursor();
            assertTrue(!cursor.next());
            assertNotNull(cursor.problem(), "length=" + length);
        }
    }

    @Test
    void readingAllocatesNothing() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(out)) {
            writer.addInterface("a", "");
            for (int i = 0; i < 20_000; i++) {
                writer.message(0, i, Direction.AP_TO_IOP, Vocabulary.SMC, i, 0x20, 0);
            }
        }
        var file = CaptureFile.of("f", out.toByteArray());
        long bytes = AllocationProbe.leastBytes(() -> {
            CaptureCursor cursor = file.cursor();
            long sum = 0;
            while (cursor.next()) {
                sum += cursor.msg0() + cursor.endpoint() + cursor.direction().hashCode();
            }
            assertTrue(sum != 0);
        });
        assertTrue(bytes < 4_000, "for the cursor alone: " + bytes);
    }

    private static byte[] randomCapture(SplittableRandom random, int packets, List<String> expected)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(out)) {
            writer.addInterface("smc", "");
            writer.addInterface("näme", "the second one");
            for (int i = 0; i < packets; i++) {
                expected.add(packet(random, writer, i));
            }
            writer.statistics(1, 5, 6, 17, 3);
        }
        return out.toByteArray();
    }

    private static String packet(SplittableRandom random, CaptureWriter writer, int i) throws IOException {
        int number = random.nextInt(2);
        long time = random.nextLong() & Long.MAX_VALUE;
        long msg0 = random.nextLong();
        long msg1 = random.nextLong();
        Direction direction = CaptureFrame.direction(random.nextInt(3));
        Vocabulary vocabulary = CaptureFrame.vocabulary(random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 -> {
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
                writer.memory(number, time, direction, vocabulary, msg0, msg1, ByteBuffer.wrap(bytes));
                yield line(number, time, 1, direction, vocabulary, msg0, msg1, 0, bytes);
            }
            case 1 -> {
                String text = "ö".repeat(random.nextInt(10)) + i;
                writer.note(number, time, vocabulary, text);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                yield line(number, time, 2, Direction.BOTH, vocabulary, 0, 0, 0, bytes);
            }
            default -> {
                long dropped = random.nextInt(3);
                writer.message(number, time, direction, vocabulary, msg0, msg1, dropped);
                yield line(number, time, 0, direction, vocabulary, msg0, msg1, dropped, new byte[0]);
            }
        };
    }

    private static String line(
            int number,
            long time,
            int kind,
            Direction direction,
            Vocabulary vocabulary,
            long msg0,
            long msg1,
            long dropped,
            byte[] body) {
        return "%d %d %d %s %s %x %x %d %s"
                .formatted(
                        number, time, kind, direction, vocabulary.label(), msg0, msg1, dropped, Arrays.toString(body));
    }

    private static List<String> read(byte[] bytes) {
        try {
            return all(CaptureFile.of("damaged", bytes).cursor());
        } catch (CaptureFormatException _) {
            return List.of();
        }
    }

    private static List<String> all(CaptureCursor cursor) {
        var lines = new ArrayList<String>();
        while (cursor.next()) {
            lines.add(line(
                    cursor.interfaceOf().number(),
                    cursor.timeNanos(),
                    cursor.kind(),
                    cursor.direction(),
                    cursor.vocabulary(),
                    cursor.msg0(),
                    cursor.msg1(),
                    cursor.dropped(),
                    cursor.body().array()));
        }
        return lines;
    }

    // A section, an interface without options, one with a resolution of 2^-4 and an offset, packets of both, and one
    // of the
    // obsolete kind. Numbers of blocks have the section's order, our frame its own.
    private static byte[] byHand(ByteOrder order) {
        var out = ByteBuffer.allocate(400).order(order);
        out.putInt(0x0a0d0d0a)
                .putInt(28)
                .putInt(0x1a2b3c4d)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1)
                .putInt(28);
        out.putInt(1)
                .putInt(20)
                .putShort((short) 147)
                .putShort((short) 0)
                .putInt(0)
                .putInt(20);
        out.putInt(1).putInt(48).putShort((short) 147).putShort((short) 0).putInt(0);
        out.putShort((short) 2).putShort((short) 1).put(new byte[] {'x', 0, 0, 0});
        out.putShort((short) 9).putShort((short) 1).put(new byte[] {(byte) 0x84, 0, 0, 0});
        out.putShort((short) 14).putShort((short) 8).putLong(1);
        out.putInt(48);
        packet(out, 0, 1_234_567);
        out.putInt(2).putInt(12).putInt(12);
        packet(out, 1, 40);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void packet(ByteBuffer out, int number, int time) {
        out.putInt(6)
                .putInt(56)
                .putInt(number)
                .putInt(0)
                .putInt(time)
                .putInt(24)
                .putInt(24);
        out.put(ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 2)
                .putShort((short) 1)
                .putLong(0x0010_0000_000c_000bL)
                .putLong(0)
                .flip());
        out.putInt(56);
    }
}
