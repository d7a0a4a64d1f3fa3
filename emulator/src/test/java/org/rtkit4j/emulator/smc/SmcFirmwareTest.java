package org.rtkit4j.emulator.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.profile.Profile;

/// Words and bytes are written by hand from the reference: section 1 to 4 for the messages, 7 and 9 for keys.
class SmcFirmwareTest {
    private static final long SHARED = 0x2_3fe0_4000L;
    private static final String KEYS = """
            {"keys": [
              {"key": "#KEY", "type": "ui32", "order": "big", "is": "count"},
              {"key": "AAAA", "type": "ui8", "value": 7},
              {"key": "BIG8", "type": "ui64", "flags": "rw", "value": 258},
              {"key": "CLKM", "type": "{clk", "size": 6, "is": "clock-ticks"},
              {"key": "FLT0", "type": "flt", "flags": "rw", "value": 1.5},
              {"key": "MBSE", "type": "ui32", "flags": "w", "is": "power"},
              {"key": "MBSe", "type": "ui8", "is": "pressed"},
              {"key": "MSLD", "type": "ui8", "is": "lid"},
              {"key": "NTAP", "type": "ui8", "flags": "w", "is": "notify"},
              {"key": "aDC#", "type": "ui8", "is": "sensor-count"},
              {"key": "bHLD", "type": "ui32", "is": "button"},
              {"key": "gP00", "type": "ui32", "flags": "rwf", "is": "gpio", "pin": "interrupt"},
              {"key": "gP0d", "type": "ui32", "flags": "rwf", "is": "gpio"},
              {"key": "gP3f", "type": "ui32", "flags": "rwf", "is": "gpio", "pin": "open-drain"},
              {"key": "zfai", "type": "ui8", "fails": "1/1"}
            ]}
            """;

    private final SmcBoard board =
            new SmcBoard(SmcConfig.of(KeySet.parse("test", KEYS.getBytes(StandardCharsets.UTF_8)), SHARED));
    private final HandAp ap =
            new HandAp(EmulatedMachine.with(Profile.named("smc")).endpoint(0x20, board));

    @BeforeEach
    void start() {
        ap.boot();
        ap.send(0, 0x0050_0020_0000_0002L);
        ap.serve();
        ap.send(0x20, 0x17);
        ap.expect(0x20, SHARED);
    }

    @Test
    void readsTheNumberOfKeysMostSignificantByteFirst() {
        // 15 keys: bytes 00 00 00 0f, byte 0 in bits 39:32.
        ap.send(0x20, 0x234b_4559_0004_1010L);
        ap.expect(0x20, 0x0f00_0000_0004_1000L);
    }

    @Test
    void putsLargeValuesIntoSharedMemory() {
        ap.send(0x20, 0x4249_4738_0008_3010L);
        ap.expect(0x20, 0x0000_0000_0008_3000L);
        assertEquals("0201000000000000", shared(8));
    }

    @Test
    void aReadMayAskForMoreThanThereIsAndNotForLess() {
        ap.send(0x20, 0x4249_4738_00ff_3010L);
        ap.expect(0x20, 0x0000_0000_0008_3000L);
        ap.send(0x20, 0x4249_4738_0004_4010L);
        ap.expect(0x20, 0x0000_0000_0000_4087L);
    }

    @Test
    void writesWhatLiesInSharedMemory() {
        share("0000803f");
        ap.send(0x20, 0x464c_5430_0004_5011L);
        ap.expect(0x20, 0x0000_0000_0000_5000L);
        ap.send(0x20, 0x464c_5430_0004_6010L);
        ap.expect(0x20, 0x3f80_0000_0004_6000L);
        ap.send(0x20, 0x464c_5430_0003_7011L);
        ap.expect(0x20, 0x0000_0000_0000_7087L);
        assertArrayEquals(
                HexFormat.of().parseHex("0000803f"), board.written("FLT0").orElseThrow());
    }

    @Test
    void namesKeysByIndexInOrderOfMemory() {
        ap.send(0x20, 0x0000_0000_0000_1012L);
        ap.expect(0x20, 0x5945_4b23_0000_1000L);
        ap.send(0x20, 0x0000_000f_0000_1012L);
        ap.expect(0x20, 0x0000_0000_0000_10b8L);
    }

    @Test
    void describesAKeyInSixBytes() {
        ap.send(0x20, 0x464c_5430_0000_8013L);
        ap.expect(0x20, 0x0000_0000_0000_8000L);
        // four bytes, "flt ", readable 0x80, writable 0x40, little-endian 0x04
        assertEquals("04666c7420c4", shared(6));
    }

    @Test
    void refusesWithTheCodesOfTheReference() {
        ap.send(0x20, 0x5858_5858_0001_1010L);
        ap.expect(0x20, 0x0000_0000_0000_1084L);
        ap.send(0x20, 0x4e54_4150_0001_1010L);
        ap.expect(0x20, 0x0000_0000_0000_1085L);
        ap.send(0x20, 0x4141_4141_0001_1011L);
        ap.expect(0x20, 0x0000_0000_0000_1086L);
        ap.send(0x20, 0x4141_4141_0001_1014L);
        ap.expect(0x20, 0x0000_0000_0000_1082L);
        ap.send(0x20, 0x7a66_6169_0001_1010L);
        ap.expect(0x20, 0x0000_0000_0000_10c7L);
    }

    @Test
    void tellsOfEventsOnceItWasAskedTo() {
        ap.iop.interject(() -> board.press(true));
        ap.expectSilence();
        share("01");
        ap.send(0x20, 0x4e54_4150_0001_2011L);
        ap.expect(0x20, 0x0000_0000_0000_2000L);
        ap.iop.interject(() -> board.press(true));
        ap.settle();
        ap.expect(0x20, 0x7201_0101_0000_0018L);
        ap.iop.interject(() -> board.lid(true));
        ap.settle();
        ap.expect(0x20, 0x7203_0101_0000_0018L);
        share("00");
        ap.send(0x20, 0x4e54_4150_0001_3011L);
        ap.expect(0x20, 0x0000_0000_0000_3000L);
        ap.iop.interject(() -> board.lid(false));
        ap.expectSilence();
    }

    @Test
    void remembersLidAndButton() {
        ap.iop.interject(() -> {
            board.lid(true);
            board.press(true);
        });
        ap.send(0x20, 0x4d53_4c44_0001_1010L);
        ap.expect(0x20, 0x0000_0001_0001_1000L);
        ap.send(0x20, 0x6248_4c44_0004_1010L);
        ap.expect(0x20, 0x0000_0001_0004_1000L);
        ap.send(0x20, 0x4d42_5365_0001_1010L);
        ap.expect(0x20, 0x0000_0001_0001_1000L);
        ap.send(0x20, 0x4d42_5365_0001_1010L);
        ap.expect(0x20, 0x0000_0000_0001_1000L);
    }

    @Test
    void countsTheClockAt32768Hertz() {
        ap.clock.advance(2_000_000_000L);
        ap.send(0x20, 0x434c_4b4d_0006_1010L);
        ap.expect(0x20, 0x0000_0000_0006_1000L);
        assertEquals("000001000000", shared(6));
    }

    @Test
    void takesThePowerState() {
        // 'offw' = 0x6f666677, little-endian
        share("7766666f");
        ap.send(0x20, 0x4d42_5345_0004_1011L);
        // It says so in its log first.
        assertEquals(2, ap.receive().endpoint());
        ap.expect(0x20, 0x0000_0000_0000_1000L);
        assertEquals(0x6f66_6677, board.powerRequest());
    }

    @Test
    void drivesAPinByEitherWord() {
        writePin(0x6750_3064, 0x0100_0001);
        assertEquals(1, readPin(0x6750_3064, 0x0200_0000));
        assertEquals(1, readPin(0x6750_3064, 0x0300_0000));
        writePin(0x6750_3064, 0x0080_0000);
        assertEquals(0, readPin(0x6750_3064, 0xffff_ffff) & 1);
        writePin(0x6750_3064, 0x0080_0001);
        assertEquals(1, readPin(0x6750_3064, 0x0000_0001));
    }

    @Test
    void givesThePlainLevelOfAPinOnceUntilOneIsWritten() {
        writePin(0x6750_3064, 0x0100_0001);
        ap.send(0x20, 0x6750_3064_0004_1010L);
        ap.expect(0x20, 0x0000_0001_0004_1000L);
        ap.send(0x20, 0x6750_3064_0004_1010L);
        ap.expect(0x20, 0x0000_0000_0004_1000L);
    }

    @Test
    void anOpenDrainPinDoesNotTellItsMode() {
        share("00000003");
        ap.send(0x20, 0x6750_3366_0404_1020L);
        ap.expect(0x20, 0x0000_0000_0000_10c0L);
    }

    @Test
    void aPinInterruptsOnceUntilItIsAcknowledged() {
        share("01");
        ap.send(0x20, 0x4e54_4150_0001_2011L);
        ap.receive();
        writePin(0x6750_3030, 0x0600_0002);
        writePin(0x6750_3030, 0x0400_0001);
        assertEquals(2, readPin(0x6750_3030, 0x0600_0000));
        ap.iop.interject(() -> board.drive(0, true));
        ap.settle();
        ap.expect(0x20, 0x7202_0000_0000_0018L);
        ap.iop.interject(() -> {
            board.drive(0, false);
            board.drive(0, true);
        });
        ap.expectSilence();
        writePin(0x6750_3030, 0x0500_0001);
        ap.iop.interject(() -> {
            board.drive(0, false);
            board.drive(0, true);
        });
        ap.settle();
        ap.expect(0x20, 0x7202_0000_0000_0018L);
    }

    @Test
    void faultsStrikeOnceWhereTheyAreInjected() {
        ap.iop.interject(() -> board.inject(SmcFaultKind.LATE_ANSWER, 5_000_000));
        ap.send(0x20, 0x4141_4141_0001_1010L);
        ap.expectSilence();
        ap.send(0x20, 0x4249_4738_0008_2010L);
        ap.expect(0x20, 0x0000_0000_0008_2000L);
        ap.waitUntilDue();
        ap.expect(0x20, 0x0000_0007_0001_1000L);
        ap.iop.interject(() -> board.inject(SmcFaultKind.LOST_ANSWER, 0));
        ap.send(0x20, 0x4141_4141_0001_1010L);
        ap.expectSilence();
        ap.iop.interject(() -> board.inject(SmcFaultKind.WRONG_ID, 0));
        ap.send(0x20, 0x4141_4141_0001_1010L);
        long answer = ap.receive().msg0();
        assertTrue((answer & 0xf000) != 0x1000 && (answer | 0xf000) == 0x0000_0007_0001_f000L, "%x".formatted(answer));
    }

    @Test
    void aSlowCommandHoldsUpThoseBehindIt() {
        ap.iop.interject(() -> board.inject(SmcFaultKind.SLOW, 5_000_000));
        ap.send(0x20, 0x4141_4141_0001_1010L);
        ap.send(0x20, 0x4249_4738_0008_2010L);
        ap.expectSilence();
        ap.waitUntilDue();
        ap.expect(0x20, 0x0000_0007_0001_1000L);
        ap.expect(0x20, 0x0000_0000_0008_2000L);
        for (int i = 0; i < 17; i++) {
            ap.iop.interject(() -> board.inject(SmcFaultKind.SLOW, 5_000_000));
            ap.send(0x20, 0x4141_4141_0001_1010L);
        }
        ap.send(0x20, 0x4141_4141_0001_3010L);
        ap.expect(0x20, 0x0000_0000_0000_3080L);
    }

    @Test
    void anyMessageIsSurvived() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            ap.send(0x20, (random.nextLong() & 0xffff_ffff_ffff_ff00L) | random.nextInt(0x10, 0x22));
            while (!ap.isEmpty()) {
                ap.receive();
            }
        }
        assertEquals(null, ap.iop.crashCause());
    }

    private void writePin(int key, int word) {
        share(HexFormat.of().toHexDigits(Integer.reverseBytes(word)));
        ap.send(0x20, (long) key << 32 | 0x0004_4011L);
        ap.expect(0x20, 0x0000_0000_0000_4000L);
    }

    private int readPin(int key, int word) {
        share(HexFormat.of().toHexDigits(Integer.reverseBytes(word)));
        ap.send(0x20, (long) key << 32 | 0x0404_5020L);
        long answer = ap.receive().msg0();
        assertEquals(0x0004_5000L, answer & 0xffff_ffffL);
        return (int) (answer >>> 32);
    }

    private String shared(int length) {
        byte[] bytes = new byte[length];
        ap.emulated.machine().read(SHARED, bytes, 0, length);
        return HexFormat.of().formatHex(bytes);
    }

    private void share(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ap.emulated.machine().write(SHARED, bytes, 0, bytes.length);
    }
}
