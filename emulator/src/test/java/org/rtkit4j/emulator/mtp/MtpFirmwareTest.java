package org.rtkit4j.emulator.mtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;

/// What m1n1 `fw/mtp.py`, aurora `dockchannel-hid.c` and openbsd `apldc.c` expect, through registers, in
/// hexadecimal.
class MtpFirmwareTest {
    private static final Profile PROFILE = Profile.named("mtp");
    private static final String KEY_A = "2 12 010000040000000000";
    private static final String NO_KEY = "2 12 010000000000000000";

    private final HandKeyboardHost host = HandKeyboardHost.up(PROFILE);

    // ---- Announcements ----

    @Test
    void interfacesAreAnnouncedInOnePacketOfOneBlockEach() {
        var names = new ArrayList<String>();
        while (!host.isEmpty()) {
            String[] packet = host.receive().split(" ", -1);
            assertEquals("0 12", packet[0] + " " + packet[1]);
            String said = packet[2];
            assertTrue(said.startsWith("f00100"), said);
            String more = said.substring(40, 44);
            String kind = said.substring(44, 48);
            int length = Integer.parseInt(said.substring(50, 52) + said.substring(48, 50), 16);
            String end = said.substring(52 + 2 * length);
            assertEquals("0000", more);
            assertEquals("0000", kind);
            assertEquals("02000600000000000000", end);
            names.add(said.substring(6, 8) + " " + ascii(said.substring(8, 40)));
        }
        assertEquals(List.of("01 multi-touch", "02 keyboard", "03 stm", "04 actuator"), names);
    }

    @Test
    void openBsdReadsTheSameDescriptorWithItsOtherHead() {
        host.receive();
        String said = host.receive().split(" ", -1)[2];
        // A head of 20 bytes, then blocks {type, subtype, length}: type 0 is a descriptor for it.
        int type = Integer.parseInt(said.substring(40, 42), 16);
        int length = Integer.parseInt(said.substring(50, 52) + said.substring(48, 50), 16);
        assertEquals(0, type);
        assertEquals("0501", said.substring(52, 56));
        assertTrue(length <= 512, "it keeps 512 bytes");
        assertEquals("0200", said.substring(52 + 2 * length, 56 + 2 * length));
    }

    private static String ascii(String hex) {
        var text = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            int c = Integer.parseInt(hex.substring(i, i + 2), 16);
            if (c != 0) {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    // ---- Commands ----

    @Test
    void anInterfaceIsReadyOnceItIsEnabled() {
        host.skip();
        host.send(0, 7, 0x80, "b4 02");
        assertEquals("0 11/7 80 0 b4", host.receive());
        assertEquals("0 12 f1020000", host.receive());
        assertTrue(host.isEmpty());
    }

    @Test
    void aResetMakesAnInterfaceReadyAnew() {
        host.enable(2);
        host.send(0, 1, 0x80, "40 01 02 00");
        assertEquals("0 11/1 80 0 40", host.receive());
        assertFalse(host.hands().key(4, true), "it is off");
        host.send(0, 2, 0x80, "40 01 02 02");
        assertEquals("0 11/2 80 0 40", host.receive());
        assertEquals("0 12 f1020000", host.receive());
        assertTrue(host.hands().key(5, true));
    }

    @Test
    void stmSaysWhoMadeKeyboardAndTrackpad() {
        host.enable(3);
        host.send(3, 0, 0x81, "10");
        assertEquals("3 11/0 81 0 1000ac0501000000000029" + "0c", host.receive());
        host.send(3, 1, 0x81, "11");
        assertEquals("3 11/1 81 0 11" + "4558414d504c453030303031", host.receive());
        host.send(3, 2, 0x81, "14");
        assertEquals("3 11/2 81 0 1429", host.receive());
        host.send(3, 3, 0x81, "15");
        assertEquals("3 11/3 81 e00002f0 15", host.receive());
    }

    @Test
    void ledsAreOutputReports() {
        host.enable(2);
        host.send(2, 9, 0x40, "01 02");
        assertEquals("2 11/9 40 0 01", host.receive());
        assertEquals(2, host.hands().leds());
    }

    @ParameterizedTest
    @CsvSource({
        "0,80,b410,b4 e00002f0",
        "0,80,77,77 e00002c7",
        "0,80,b4,b4 e00002c2",
        "9,81,10,10 e00002f0",
        "2,40,0101,01 e00002d8",
        "0,80,9502000100400010000000000000000000,95 e00002c2"
    })
    void whatCannotBeDoneIsAnsweredSo(int number, String flags, String command, String answer) {
        host.skip();
        host.send(number, 0, Integer.parseInt(flags, 16), command);
        String[] expected = answer.split(" ", -1);
        assertEquals("%d 11/0 %s %s %s".formatted(number, flags, expected[1], expected[0]), host.receive());
    }

    @Test
    void aPacketWithAWrongChecksumIsDropped() {
        host.skip();
        byte[] enable = HexFormat.of().parseHex("08110c0000000000" + "8000020000000000" + "b4020000" + "c3ebf1fe");
        host.write(enable);
        assertTrue(host.isEmpty());
        enable[23] = (byte) 0xff;
        host.write(enable);
        assertEquals("0 11/0 80 0 b4", host.receive());
    }

    @Test
    void whatIsNoHeaderIsSkippedByteByByte() {
        host.skip();
        host.write(new byte[] {1, 2, 3, 8, 8, 0x12, 4});
        host.send(0, 5, 0x80, "b4 02");
        assertEquals("0 11/5 80 0 b4", host.receive());
    }

    // ---- Firmware for the touch surface ----

    @Test
    void firmwareForTheTouchSurfaceIsReadFromTheApsMemory() throws Exception {
        HandKeyboardHost needy = HandKeyboardHost.up(PROFILE.with("mtp.touch.firmware", "required"));
        needy.skip();
        needy.send(0, 0, 0x80, "b4 01");
        assertEquals("0 11/0 80 0 b4", needy.receive());
        assertTrue(needy.isEmpty(), "not ready without firmware");

        byte[] firmware = new byte[5000];
        new SplittableRandom(3).nextBytes(firmware);
        try (var buffer = needy.ap.iop.memory().allocate(firmware.length)) {
            buffer.write(0, firmware, 0, firmware.length);
            String address = HexFormat.of().toHexDigits(Long.reverseBytes(buffer.iova()));
            needy.send(0, 1, 0x80, "95 02 00 01 " + address + "88130000");
            assertEquals("0 11/1 80 0 95", needy.receive());
        }
        assertArrayEquals(firmware, needy.hands().touchFirmware());
        needy.send(0, 2, 0x80, "40 01 01 00");
        needy.send(0, 3, 0x80, "40 01 01 02");
        assertEquals("0 11/2 80 0 40", needy.receive());
        assertEquals("0 11/3 80 0 40", needy.receive());
        assertEquals("0 12 f1010000", needy.receive());
    }

    @Test
    void firmwareThatIsNotInItsReachCrashesIt() {
        host.skip();
        host.send(0, 1, 0x80, "95 02 00 01 0000000040000000 00100000");
        assertEquals(FirmwareState.CRASHED, host.ap.iop.state());
    }

    // ---- The pin ----

    @Test
    void noPinIsAskedForByDefault() {
        while (!host.isEmpty()) {
            assertFalse(host.receive().contains("6166652d7265736574"));
        }
        host.enable(1);
        assertTrue(host.hands().mouse(0, 1, 1, 0), "ready without any pin");
    }

    @ParameterizedTest
    @CsvSource({"linux,a001010003", "m1n1,a001010300"})
    void aPinIsAskedForInTheReadingOfOneHost(String reading, String request) {
        HandKeyboardHost pulsed = HandKeyboardHost.up(PROFILE.with("mtp.pulse", reading));
        String pin = pulsed.receive().split(" ", -1)[2];
        assertEquals("0100" + "0100" + "2400" + "0000" + "0100" + "6166652d7265736574", pin.substring(40, 78));
        pulsed.skip();
        pulsed.send(0, 0, 0x80, "b4 01");
        assertEquals("0 11/0 80 0 b4", pulsed.receive());
        assertEquals("0 12 " + request, pulsed.receive());
        assertTrue(pulsed.isEmpty());
        pulsed.send(0, 1, 0x80, "a1 00000000" + request);
        assertEquals("0 11/1 80 0 a1", pulsed.receive());
        assertEquals("0 12 f1010000", pulsed.receive());
    }

    // ---- Reports ----

    @Test
    void keysAreReportedAsTheyGoDownAndUp() {
        host.enable(2);
        host.hands().key(4, true);
        assertEquals(KEY_A, host.receive());
        host.hands().key(0xe1, true);
        assertEquals("2 12 010200040000000000", host.receive());
        host.hands().key(4, true);
        assertTrue(host.isEmpty(), "it is down already");
        host.hands().key(4, false);
        host.hands().key(0xe1, false);
        assertEquals("2 12 010200000000000000", host.receive());
        assertEquals(NO_KEY, host.receive());
    }

    @Test
    void aSeventhKeyRollsOver() {
        host.enable(2);
        for (int key = 4; key <= 10; key++) {
            host.hands().key(key, true);
        }
        for (int key = 4; key < 9; key++) {
            host.receive();
        }
        assertEquals("2 12 010000040506070809", host.receive());
        assertEquals("2 12 010000010101010101", host.receive());
        host.hands().key(4, false);
        assertEquals("2 12 01000005060708090a", host.receive());
    }

    @Test
    void aTextIsTypedInTheMachinesTime() {
        host.enable(2);
        assertEquals(2, host.hands().type("aA", 1_000_000));
        assertTrue(host.isEmpty());
        host.ap.waitUntilDue();
        assertEquals(KEY_A, host.receive());
        host.ap.waitUntilDue();
        assertEquals(NO_KEY, host.receive());
        assertEquals("2 12 010200000000000000", host.receive());
        host.ap.waitUntilDue();
        assertEquals("2 12 010200040000000000", host.receive());
        host.ap.waitUntilDue();
        assertEquals("2 12 010200000000000000", host.receive());
        assertEquals(NO_KEY, host.receive());
        assertEquals(0, host.hands().waiting());
    }

    @Test
    void aTextWaitsForTheKeyboard() {
        assertEquals(1, host.hands().type("a\u00e4", 0));
        assertEquals(2, host.hands().waiting());
        host.skip();
        host.send(0, 0, 0x80, "b4 02");
        host.receive();
        host.receive();
        assertEquals(KEY_A, host.receive());
        assertEquals(NO_KEY, host.receive());
    }

    @Test
    void aHostThatDoesNotReadLosesNothingThatIsTyped() {
        host.enable(2);
        String text = "the quick brown fox ".repeat(300);
        assertEquals(text.length(), host.hands().type(text, 0));
        host.ap.settle();
        assertNotEquals(0, host.hands().waiting(), "the FIFO and the firmware's memory are full");
        int reports = 0;
        while (!host.isEmpty()) {
            host.receive();
            reports++;
        }
        assertEquals(2 * text.length(), reports);
        assertEquals(0, host.hands().waiting());
    }

    @Test
    void fingersAreReportedTogether() {
        host.enable(1);
        host.hands().finger(0, true, 0x1234, 0x567);
        host.hands().finger(3, true, 99_999, -1);
        host.hands().frame();
        assertEquals(
                "1 12 05" + "030034126705" + "030300320000" + "00".repeat(18) + "0000" + "02" + "00", host.receive());
        host.hands().finger(0, false, 0x1234, 0x567);
        host.hands().press(true);
        host.hands().frame();
        assertEquals(
                "1 12 05" + "020034126705" + "030300320000" + "00".repeat(18) + "0000" + "02" + "01", host.receive());
        host.hands().frame();
        assertEquals("1 12 05" + "030300320000" + "00".repeat(24) + "0000" + "01" + "01", host.receive());
    }

    @Test
    void theMouseMovesByAByte() {
        host.enable(1);
        host.hands().mouse(1, -3, 200, -200);
        assertEquals("1 12 0201fd7f81", host.receive());
    }

    @Test
    void handsThatThereCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> host.hands().key(3, true));
        assertThrows(IllegalArgumentException.class, () -> host.hands().finger(5, true, 0, 0));
        assertThrows(IllegalStateException.class, () -> HandAp.of("smc").iop.hands());
    }

    // ---- A crash, and what comes after ----

    @Test
    void aCrashLosesTheKeysThatWereDown() {
        host.enable(2);
        host.hands().key(4, true);
        host.ap.settle();
        host.ap.iop.crash(new CrashCause.FailedAssert("main.c", 1, "test"));
        host.ap.settle();
        assertFalse(host.hands().key(5, true));
        host.ap.iop.reset();
        assertFalse(host.isEmpty(), "what the firmware had written is still there");
        host.skip();
        host.boot();
        host.enable(2);
        host.hands().key(5, true);
        assertEquals("2 12 010000050000000000", host.receive());
    }

    // ---- Profiles ----

    @ParameterizedTest
    @CsvSource({
        "mtp.hazards,none",
        "mtp.pulse,asahi",
        "mtp.touch.firmware,yes",
        "mtp.descriptor,1",
        "mtp.dockchannel,x",
        "mtp.keyboard.type,256"
    })
    void whatAProfileCannotSayIsRefused(String key, String value) {
        assertThrows(ProfileException.class, () -> PROFILE.with(key, value));
    }
}
