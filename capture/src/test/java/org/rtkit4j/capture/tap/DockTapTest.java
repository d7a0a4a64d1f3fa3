package org.rtkit4j.capture.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.Registers;

class DockTapTest {
    // Enables interface 2; by hand, as in the sources' worked example.
    private static final byte[] ENABLE =
            HexFormat.of().parseHex("08110c0000000000" + "8000020000000000" + "b4020000" + "c3ebf1ff");

    private final TapRing ring = new TapRing(0, 1 << 12);
    private final ManualClock clock = new ManualClock();
    private final DockTap tap = new DockTap(ring, clock);
    private final Heard heard = new Heard();

    /// What came out of the ring: packets and stray bytes by direction, each as its bytes.
    private static final class Heard implements TapSink {
        private final List<String> lines = new ArrayList<>();
        private final Map<Direction, ByteArrayOutputStream> streams = new HashMap<>();

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
            throw new AssertionError("a packet carries something");
        }

        @Override
        public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1, ByteBuffer body) {
            boolean isStray = msg1 == DockSpeech.STRAY;
            var stream = streams.computeIfAbsent(direction, _ -> new ByteArrayOutputStream());
            if (!isStray) {
                stream.writeBytes(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(msg0)
                        .array());
            }
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            stream.writeBytes(bytes);
            lines.add("@%d %s 0x%x %d".formatted(timeNanos, direction, msg1, bytes.length));
        }

        byte[] stream(Direction direction) {
            return streams.getOrDefault(direction, new ByteArrayOutputStream()).toByteArray();
        }
    }

    private List<String> drained() {
        heard.lines.clear();
        while (ring.drain(heard, 1 << 12) > 0) {}
        return List.copyOf(heard.lines);
    }

    private void pass(Direction direction, byte[] bytes) {
        for (byte each : bytes) {
            tap.onBytes(direction, each & 0xff, 1);
        }
    }

    @Test
    void aPacketIsOneMessageStampedWithItsLastByte() {
        for (byte each : ENABLE) {
            clock.advance(1);
            tap.onBytes(Direction.AP_TO_IOP, each, 1);
        }
        assertEquals(List.of("@24 AP → IOP 0x40 16"), drained());
        assertArrayEquals(ENABLE, heard.stream(Direction.AP_TO_IOP));
    }

    @Test
    void theDirectionsDoNotMix() {
        for (int i = 0; i < ENABLE.length; i++) {
            tap.onBytes(Direction.AP_TO_IOP, ENABLE[i], 1);
            tap.onBytes(Direction.IOP_TO_AP, ENABLE[i], 1);
        }
        assertEquals(List.of("@0 AP → IOP 0x40 16", "@0 IOP → AP 0x40 16"), drained());
    }

    @Test
    void aTornPacketIsStrayAndTheNextOneIsFound() {
        pass(Direction.IOP_TO_AP, HexFormat.of().parseHex("08110c00000000008000"));
        pass(Direction.IOP_TO_AP, ENABLE);
        tap.flush();
        assertEquals(List.of("@0 IOP → AP 0x20 10", "@0 IOP → AP 0x40 16"), drained());
    }

    @Test
    void aWrongSumIsAPacketAllTheSame() {
        byte[] wrong = ENABLE.clone();
        wrong[16] ^= 1;
        pass(Direction.IOP_TO_AP, wrong);
        assertEquals(List.of("@0 IOP → AP 0x40 16"), drained());
    }

    @Test
    void whatHasBegunIsKeptWhenTheChannelIsLeft() {
        pass(Direction.IOP_TO_AP, new byte[] {8, 0x12, 4});
        assertEquals(List.of(), drained());
        tap.flush();
        assertEquals(List.of("@0 IOP → AP 0x20 3"), drained());
    }

    /// What the registers give and take, of each width, is heard byte by byte.
    @Test
    void registersOfEachWidthAreHeard() {
        var data = new TapDockData(new Words(), tap);
        data.write32(0x10, 0x000c1108);
        data.write32(0x08, 0);
        data.write32(0x0c, 0);
        assertEquals(0, drained().size(), "0x0c writes three: no header yet has come with nine");
        data.read32(0x1c);
        data.read32(0x2c);
        data.read32(0x14);
        data.write32(0x18, 0x1234);
        tap.flush();
        drained();
        assertArrayEquals(
                HexFormat.of().parseHex("08110c000000000000"), heard.stream(Direction.AP_TO_IOP), "4, 2 and 3 bytes");
        assertArrayEquals(new byte[] {0x5a}, heard.stream(Direction.IOP_TO_AP), "one byte, as the count says");
    }

    private static final class Words implements Registers {
        @Override
        public int read32(long offset) {
            return offset == 0x1c ? 0x5a01 : 0x77;
        }

        @Override
        public long read64(long offset) {
            return 0;
        }

        @Override
        public void write32(long offset, int value) {}

        @Override
        public void write64(long offset, long value) {}
    }

    /// Any bytes: none is lost, none is added; and right packets among them are packets.
    @ParameterizedTest
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void noByteIsLostWhateverPasses(long seed) {
        var random = new SplittableRandom(seed);
        var sent = new ByteArrayOutputStream();
        int packets = 0;
        boolean isClean = true;
        for (int i = 0; i < 200; i++) {
            byte[] piece = piece(random);
            boolean isPacket = piece.length == ENABLE.length && piece[23] == ENABLE[23] && isClean;
            packets += isPacket ? 1 : 0;
            isClean = isPacket;
            sent.writeBytes(piece);
            for (int at = 0; at < piece.length; ) {
                int count = Math.min(1 + random.nextInt(4), piece.length - at);
                int word = 0;
                for (int k = 0; k < count; k++) {
                    word |= (piece[at + k] & 0xff) << (8 * k);
                }
                tap.onBytes(Direction.IOP_TO_AP, word, count);
                at += count;
            }
        }
        tap.flush();
        long found = drained().stream().filter(line -> line.endsWith("0x40 16")).count();
        assertArrayEquals(sent.toByteArray(), heard.stream(Direction.IOP_TO_AP));
        assertTrue(found >= packets, "packets: %d of %d".formatted(found, packets));
        assertEquals(0, ring.dropped());
    }

    private static byte[] piece(SplittableRandom random) {
        byte[] piece = ENABLE.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                piece = new byte[random.nextInt(1, 60)];
                random.nextBytes(piece);
            }
            case 1 -> piece = java.util.Arrays.copyOf(piece, random.nextInt(1, piece.length));
            case 2 -> piece[random.nextInt(piece.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {}
        }
        return piece;
    }
}
