package org.rtkit4j.capture.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.capture.record.ReferredMemory;
import org.rtkit4j.capture.rings.EpicEntry;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Entries of rings and what they point to, as lines; bytes by hand from m1n1 `fw/afk/rbep.py`, `fw/afk/epic.py`,
/// `src/dcp_iboot.c` and linux `drivers/soc/apple/aop.rs`.
class EntryContentTest {
    private static final long DISP0 = 0x23;
    private static final int RINGS = 0x1000_0000;
    private static final int TX_DATA = 0xc0;
    private static final int RX = 0x800;
    private static final String HEAD = "02 0100 00 00000000 0000000000000000";
    private static final String ANNOUNCE = "494f5020 48000000 01000000 00000000" + HEAD
            + "20000000 04 00 3000 0000000000000000 0000 00 00 00000000"
            + "64697370302d73657276696365 00000000000000000000000000000000000000";
    private static final String COMMAND = "494f5020 46000000 01000000 03000000" + HEAD
            + "1e000000 04 30 c000 0000000000000000 0001 00 00 00000000"
            + "00000000 0080001000000000 0040001000000000 00400000 10000000 00 00";
    private static final String REPLY = "494f5020 46000000 01000000 04000000" + HEAD
            + "1e000000 04 20 c000 0000000000000000 0001 00 08 1a000000"
            + "00000000 0080001000000000 0040001000000000 14000000 10000000 00 00";
    private static final String ASKS = "03000000 10000000 00000000 00000000";
    private static final String SAYS = "03000000 14000000 01000000 04000000 02000000";

    private static final String LIGHT = "494f5020 5b000000 05000000 00000000" + HEAD
            + "33000000 02 00 c400 0000 0000 0000000000000000 00000000 ec 07000000";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static ByteBuffer memory(String hex) {
        return ByteBuffer.wrap(bytes(hex));
    }

    private static String line(ByteBuffer entry) {
        return EntryContent.of(entry, _ -> null);
    }

    private static String ofSensor(String type, String category, String payload, @Nullable String service) {
        String hex = "494f5020 00000000 05000000 00000000" + HEAD
                + "%02x000000 02 %s %s00 0300 0000 0000000000000000 00000000"
                        .formatted(bytes(payload).length, category, type);
        return EntryContent.of(memory(hex + payload), channel -> channel == 5 ? service : null);
    }

    @Test
    void entriesOfADisplayAreTold() {
        assertEquals("channel 1 REPORT ANNOUNCE: disp0-service", line(memory(ANNOUNCE)));
        assertEquals(
                "channel 1 COMMAND STD_SERVICE tag=0x100: tx=0x10004000+16, rx=0x10008000+16384",
                line(memory(COMMAND)));
        assertEquals(
                "channel 1 REPLY STD_SERVICE tag=0x100: code=0x0, tx=0x10004000+16, rx=0x10008000+20",
                line(memory(REPLY)));
        String call = "494f5020 70000000 02000000 00000000" + HEAD
                + "48000000 04 10 c000 0000000000000000 0300 00 00 00000000"
                + "00000000 00000000 07000000 04000000 78637069" + "00".repeat(48) + "1e000000";
        assertEquals("channel 2 NOTIFY STD_SERVICE tag=0x3: call 7, 4 bytes", line(memory(call)));
    }

    @Test
    void aSensorsAnnouncementHasItsChannelInside() {
        String announced = "494f5020 54000000 00000000 00000000" + HEAD
                + "2c000000 02 00 c000 0000 0000 0000000000000000 00000000"
                + "616c73" + "00".repeat(17) + "00000000 c20200e0 00000000 05000000 00000000 00000000";
        assertEquals("channel 0 REPORT STD_SERVICE: als, channel 5", line(memory(announced)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "04|10|00000000 00000000 400d0300|als NOTIFY SET_PROPERTY tag=0x3: interval=200000",
                "04|10|00000000 0b000000 0102030405|als NOTIFY SET_PROPERTY tag=0x3: calibration=5 bytes",
                "0a|10|00000000 0f000000|als NOTIFY GET_PROPERTY tag=0x3: manufacturer",
                "0a|10|00000000 0f0000|als NOTIFY GET_PROPERTY tag=0x3: 7 bytes",
                "84|20|bc0200e0|als REPLY RETCODE tag=0x3: code=0xe00002bc",
                "a0|20|00000000 4578|als REPLY RETCODE_WITH_PAYLOAD tag=0x3: code=0x0, 2 bytes",
                "c4|00|ec 07000000 8877665544332211 01010000 02010000 03010000 04010000 0000c842 00000000 03000000 2c01 00 "
                        + "00 0000 a0860100|als REPORT SENSOR_REPORT tag=0x3: ALS_REPORT(mark=236, sequence=7, "
                        + "time=0x1122334455667788, red=257, green=258, blue=259, clear=260, lux=100.0, status=3, "
                        + "gain=300, integration_time=0x186a0)",
                "c4|00|01 6e|las REPORT SENSOR_REPORT tag=0x3: LAS_REPORT(mark=1, angle=110)",
                "c4|00|01 6e|gyro REPORT SENSOR_REPORT tag=0x3: 2 bytes"
            })
    void whatASensorIsAskedAndSaysIsTold(String type, String category, String payload, String said) {
        String service = said.substring(0, said.indexOf(' '));
        assertEquals("channel 5 " + said, ofSensor(type, category, payload, service));
    }

    /// As m1n1's experiments ask: in the form of displays, whose tag stands elsewhere.
    @Test
    void aSensorThatIsAskedAsADisplayIsUnderstood() {
        String asked = "494f5020 34000000 05000000 00000000" + HEAD
                + "0c000000 04 10 0400 0000000000000000 0300 00 00 00000000" + "00000000 00000000 400d0300";
        assertEquals("channel 5 NOTIFY SET_PROPERTY tag=0x3: interval=200000", line(memory(asked)));
    }

    /// Where the announcement was not captured.
    @Test
    void aReportOfLightIsKnownByItsMarkAndItsSize() {
        String report = "ec" + "00".repeat(50);
        assertTrue(ofSensor("c4", "00", report, null).contains(" ALS_REPORT(mark=236, sequence=0,"));
        assertTrue(ofSensor("c4", "00", report + "00", null).endsWith(": 52 bytes"));
        assertTrue(ofSensor("c4", "00", "01 6e", null).endsWith(": 2 bytes"));
    }

    @Test
    void anEntryThatSaysMoreThanItHasIsTold() {
        String longer = COMMAND.replace("1e000000 04 30", "ff000000 04 30");
        assertEquals("channel 1 COMMAND STD_SERVICE tag=0x100: 255 bytes, of which 30 are there", line(memory(longer)));
        assertEquals("18 bytes of an entry", line(memory("494f5020 46000000 01000000 03000000 0200")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "35|AP_TO_IOP|" + ASKS + "|GET_HPD()",
                "35|IOP_TO_AP|" + SAYS + "|GET_HPD(connected=1, timing_modes=4, color_modes=2)",
                "35|AP_TO_IOP|02000000 11000000 00000000 00000000 01|SET_POWER(power=1)",
                "35|IOP_TO_AP|04000000 24000000 01000000 01000000 80070000 38040000 00003c00 0000000000000000|"
                        + "GET_TIMING_MODES(modes=1, [valid=1, width=1920, height=1080, refresh_rate=0x3c0000])",
                "36|AP_TO_IOP|00000800 09000000 10000000 78637069 0000000000000000 0000000000000000 0000000000000000 "
                        + "0000000000000000 0000000000000000 0000000000000000|group 8 call 9, 16 bytes",
                "36|AP_TO_IOP|0102|2 bytes of data"
            })
    void dataOutOfLineIsTold(int endpoint, String direction, String hex, String line) {
        assertEquals(line, ServiceContent.of(endpoint, Direction.valueOf(direction), memory(hex)));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whateverTheBytesAreThereIsALine(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] right =
                    bytes(List.of(ANNOUNCE, COMMAND, REPLY, ASKS, SAYS, LIGHT).get(random.nextInt(6)));
            System.arraycopy(right, 0, bytes, 0, Math.min(Math.min(bytes.length, right.length), random.nextInt(90)));
            String service = List.of("als", "las", "other").get(random.nextInt(3));
            requireAscii(EntryContent.of(ByteBuffer.wrap(bytes), _ -> service));
            requireAscii(line(ByteBuffer.wrap(bytes)));
            requireAscii(ServiceContent.of(0x23, AP_TO_IOP, ByteBuffer.wrap(bytes)));
            requireAscii(ServiceContent.of(0x23, IOP_TO_AP, ByteBuffer.wrap(bytes)));
        }
    }

    private static void requireAscii(String line) {
        assertTrue(line.chars().allMatch(each -> each >= 0x20 && each < 0x7f), line);
    }

    // ---- Which entries a bell rings for ----

    /// Two rings of 0x800 bytes in one region, and the buffers of a command behind them.
    private static final class Rings {
        final byte[] shared = new byte[0x1_0000];
        final ReferredMemory referred = new ReferredMemory(Vocabulary.DCP, this::copy);

        Rings() {
            put(0, "40070000");
            put(RX, "40070000");
            say(true, 0x0080_0000_0000_0000L);
            say(false, 0x0089_0000_0040_0001L);
            say(true, 0x00a1_0000_0000_0000L | RINGS);
            say(false, 0x008a_0000_0020_0001L);
            say(false, 0x008b_0020_0020_0001L);
        }

        private byte @Nullable [] copy(long iova, int most) {
            long at = iova - RINGS;
            return at < 0 || at >= shared.length
                    ? null
                    : Arrays.copyOfRange(shared, (int) at, (int) Math.min(shared.length, at + most));
        }

        void put(int at, String hex) {
            byte[] bytes = bytes(hex);
            System.arraycopy(bytes, 0, shared, at, bytes.length);
        }

        List<String> say(boolean isAp, long word) {
            var lines = new ArrayList<String>();
            var direction = isAp ? AP_TO_IOP : IOP_TO_AP;
            Snapshot piece = referred.of(direction, word, DISP0);
            while (piece != null) {
                lines.add(
                        EpicEntry.isAt(piece.bytes())
                                ? line(piece.bytes())
                                : ServiceContent.of((int) DISP0, direction, piece.bytes()));
                piece = piece.next();
            }
            return lines;
        }
    }

    @Test
    void aBellsEntriesAreCopiedWithTheirData() {
        var rings = new Rings();
        rings.put(RX + TX_DATA, ANNOUNCE);
        rings.put(RX + 0x80, "80000000");
        assertEquals(List.of("channel 1 REPORT ANNOUNCE: disp0-service"), rings.say(false, 0x0085_0000_0000_0080L));
        rings.put(TX_DATA, COMMAND);
        rings.put(0x4000, ASKS);
        rings.put(0x80, "80000000");
        assertEquals(
                List.of("channel 1 COMMAND STD_SERVICE tag=0x100: tx=0x10004000+16, rx=0x10008000+16384", "GET_HPD()"),
                rings.say(true, 0x00a2_0000_0000_0080L));
        rings.put(RX + TX_DATA + 0x80, REPLY);
        rings.put(0x8000, SAYS);
        rings.put(RX + 0x80, "00010000");
        assertEquals(
                List.of(
                        "channel 1 REPLY STD_SERVICE tag=0x100: code=0x0, tx=0x10004000+16, rx=0x10008000+20",
                        "GET_HPD(connected=1, timing_modes=4, color_modes=2)"),
                rings.say(false, 0x0085_0000_0000_0100L));
        assertEquals(List.of(), rings.say(false, 0x0085_0000_0000_0100L), "nothing is new");
    }

    @Test
    void anEntryBehindTheEndOfTheRingIsFoundAtItsBeginning() {
        var rings = new Rings();
        for (int at = 0; at < 0x700; at += 0x80) {
            rings.put(TX_DATA + at, COMMAND);
        }
        rings.put(0x80, "00070000");
        assertEquals(2 * 14, rings.say(true, 0x00a2_0000_0000_0700L).size());
        rings.put(TX_DATA + 0x700, COMMAND.substring(0, 35));
        rings.put(TX_DATA, ANNOUNCE);
        rings.put(0x80, "80000000");
        List<String> lines = rings.say(true, 0x00a2_0000_0000_0080L);
        assertEquals("channel 1 REPORT ANNOUNCE: disp0-service", lines.getLast());
    }

    @Test
    void aRingThatIsNoneHasNoEntries() {
        var rings = new Rings();
        rings.put(0, "ffffffff");
        rings.say(false, 0x008a_0000_0020_0001L);
        rings.put(0x80, "80000000");
        assertEquals(List.of(), rings.say(true, 0x00a2_0000_0000_0080L));
        rings.put(RX + 0x80, "ffffffff");
        assertEquals(List.of(), rings.say(false, 0x0085_0000_0000_0080L));
    }
}
