package org.rtkit4j.drivers.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.dockchannel.PaperDock;
import org.rtkit4j.drivers.dockchannel.PaperDock.Heard;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.port.SharedBuffer;

/// The driver against a firmware that is played word by word: what it answers to each thing that can be said on
/// interface 0, when it gives up, and what it remembers afterwards.
class FirmwareDialogueTest {
    private static final long MILLI = 1_000_000;
    private static final int SET_FEATURE = 0x80;
    private static final int GET_FEATURE = 0x81;
    private static final String KEYBOARD =
            "05010906a1018501" + "050719e029e71500250175019508" + "8102" + "0507190029ff150026ff0075089503" + "8100c0";
    private static final String TOUCH_FILE =
            "48494446" + "01000000" + "14000000" + "04000000" + "00000000" + "aabbccdd";

    private final PaperDock dock = new PaperDock();
    private int openBuffers;
    private SharedBuffer lastBuffer;
    private boolean isMemoryRefused;
    private boolean isCut;
    private InputRig rig = rig(InputOptions.DEFAULT);

    private InputRig rig(InputOptions options) {
        var made = new InputRig(Profile.named("mtp"), options, _ -> windows(), CountedMemory::new);
        // Anywhere but at the beginning of time.
        made.clock.advance(12_345 * MILLI);
        made.supervised.start();
        made.settle();
        return made;
    }

    private void replace(InputOptions options) {
        rig.close();
        rig = rig(options);
    }

    private DockChannelWindows windows() {
        DockChannelWindows real = dock.windows();
        return new DockChannelWindows(
                real.interrupts(),
                real.config(),
                new Cable(real.data()),
                real.line(),
                real.channel(),
                real.fifoBytes());
    }

    @AfterEach
    void close() {
        isCut = false;
        rig.close();
        assertEquals(0, openBuffers);
    }

    // ---- What the firmware says ----

    private static String init(int number, String name, int more, String... blocks) {
        var head = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0xf0).put((byte) 1).put((byte) 0).put((byte) number);
        head.put(name.getBytes(StandardCharsets.US_ASCII)).putShort(20, (short) more);
        return HexFormat.of().formatHex(head.array()) + String.join("", blocks);
    }

    private static String block(int kind, String content) {
        return block(kind, content.length() / 2, content);
    }

    private static String block(int kind, int length, String content) {
        return "%02x00%02x%02x".formatted(kind, length & 0xff, length >> 8) + content;
    }

    private static String pin(int id, String name) {
        String text = HexFormat.of().formatHex(name.getBytes(StandardCharsets.US_ASCII));
        return block(1, "0000%02x00".formatted(id) + text + "00".repeat(32 - name.length()));
    }

    private void say(String report) {
        dock.report(0, report);
        rig.settle();
    }

    private List<Heard> heard() {
        List<Heard> heard = dock.heard();
        rig.settle();
        return heard;
    }

    private void answer(Heard command, int code, String more) {
        dock.answer(command, code, more);
        rig.settle();
    }

    /// Hears one command, and says that it is done.
    private String done() {
        Heard command = heard().getFirst();
        answer(command, 0, "");
        return command.data();
    }

    private void keyboardIsReady(int number) {
        say(init(number, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals("b4%02x".formatted(number), done());
        say("f1%02x0000".formatted(number));
        assertTrue(rig.diary.lines.contains("ready keyboard"), rig.diary::toString);
        rig.diary.lines.clear();
    }

    private List<String> troubles() {
        List<String> troubles = List.copyOf(rig.diary.troubles);
        rig.diary.troubles.clear();
        return troubles;
    }

    // ---- Announcements ----

    @Test
    void anInterfaceIsAnnouncedEnabledAndReady() {
        say(init(2, "keyboard", 1, block(0, KEYBOARD)));
        assertEquals(List.of(), heard(), "more is to come");
        say(init(2, "keyboard", 0, block(2, "000000000000")));
        assertEquals(List.of(new Heard(0, 0, SET_FEATURE, "b402")), heard());
        say("f1020000");
        assertEquals(List.of("ready keyboard"), rig.diary.take(), "the answer may be late");
        dock.report(2, "0100040000");
        rig.settle();
        assertEquals(List.of("+a"), rig.diary.take());
        assertEquals(List.of(), troubles());
    }

    @Test
    void anAnnouncementHasAHeadAtLeast() {
        String whole = init(2, "keyboard", 0);
        say(whole.substring(0, whole.length() - 2));
        assertEquals(List.of("an announcement reaches beyond its packet: interface=0, bytes=21"), troubles());
        say(whole);
        assertEquals(
                List.of("an interface cannot be used, it has no descriptor: interface=2, name=keyboard"), troubles());
    }

    /// What is left behind the last block is too short to be one.
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "000000"})
    void blocksEndWhereThePacketEnds(String left) {
        say(init(2, "keyboard", 0, block(0, KEYBOARD) + left));
        assertEquals("b402", done());
        assertEquals(List.of(), troubles());
    }

    @Test
    void aBlockThatIsNothingButItsHeadIsOneTo() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD), block(0, "")));
        assertEquals(
                List.of("an interface cannot be used, it has no descriptor: interface=2, name=keyboard"), troubles());
    }

    @Test
    void aBlockThatIsOneByteTooLongIsLeftOut() {
        int length = KEYBOARD.length() / 2;
        say(init(2, "keyboard", 0, block(0, KEYBOARD), block(7, length, "00".repeat(length - 1))));
        assertEquals(1, troubles().size());
        assertEquals("b402", done(), "what stood before it counts");
    }

    @Test
    void anInterfaceThatIsAnnouncedOnceMoreHasStartedAnew() {
        keyboardIsReady(2);
        dock.report(2, "0100040000");
        rig.settle();
        assertEquals(List.of("+a"), rig.diary.take());
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(List.of("-a"), rig.diary.take());
        assertEquals("b402", done());
    }

    @Test
    void anInterfaceThatIsOfNoUseStaysSo() {
        say(init(5, "actuator", 0));
        assertEquals(1, troubles().size());
        say(init(5, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(List.of(), heard());
        assertEquals(List.of(), troubles());
    }

    // ---- Ready ----

    @Test
    void aReadinessWithoutAnInterfaceIsNone() {
        say("f1");
        say("f110");
        assertEquals(
                List.of(
                        "a message reaches beyond its packet: interface=0, bytes=1",
                        "a packet for an interface that there cannot be: interface=16, of=16"),
                troubles());
        say("f10f");
        assertEquals(List.of(), troubles(), "one that was not announced");
        assertEquals(RemoteState.RUNNING, rig.supervised.state());
    }

    @Test
    void twoBytesAreEnoughForAReadiness() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        done();
        say("f102");
        assertEquals(List.of("ready keyboard"), rig.diary.take());
    }

    // An interface has two seconds; then it is switched off and on, once, and has two more.
    @Test
    void anInterfaceThatIsNotReadyIsResetOnce() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        done();
        rig.pass(1999 * MILLI);
        assertEquals(List.of(), heard());
        rig.pass(MILLI);
        assertEquals("40010200", done());
        assertEquals("40010202", done());
        rig.pass(1999 * MILLI);
        assertEquals(List.of(), troubles());
        rig.pass(MILLI);
        assertEquals(
                List.of("an interface did not become ready: interface=2, name=keyboard, waited=2000 ms"), troubles());
        assertEquals(List.of("keyboard"), rig.diary.lost);
        say("f1020000");
        assertEquals(List.of(), rig.diary.take(), "too late");
        assertEquals(List.of(), heard());
    }

    // ---- Pins ----

    @ParameterizedTest
    @CsvSource({"a002070003, 00000000, afe", "a002070300, 00000000, afe", "a002070004, c70200e0, ''"})
    void aPinIsPulsedAndTheAnswerSaysSo(String request, String code, String pulsed) {
        var pins = new StringBuilder();
        replace(InputOptions.DEFAULT.with(name -> !pins.append(name).isEmpty()));
        say(init(2, "keyboard", 0, pin(7, "afe"), block(0, KEYBOARD)));
        done();
        say(request);
        assertEquals(List.of(new Heard(0, 1, SET_FEATURE, "a1" + code + request)), heard());
        assertEquals(pulsed, pins.toString());
    }

    @Test
    void aPinThatTheInterfaceDoesNotHaveIsSaidAndRefused() {
        replace(InputOptions.DEFAULT.with(_ -> true));
        say(init(2, "keyboard", 0, pin(7, "afe"), block(0, KEYBOARD)));
        done();
        say("a002080003");
        assertEquals(List.of("a pin was asked for that is not there: interface=2, pin=8"), troubles());
        assertEquals("a1c70200e0a002080003", heard().getFirst().data());
        say("a010070003");
        assertEquals(List.of("a packet for an interface that there cannot be: interface=16, of=16"), troubles());
        say("a00f070003");
        assertEquals(List.of(), troubles(), "one that was not announced");
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "512, true", "513, false"})
    void aRequestForAPinHasItsBounds(int bytes, boolean isOne) {
        say(init(2, "keyboard", 0, pin(7, "afe"), block(0, KEYBOARD)));
        done();
        say("a0020700" + "00".repeat(bytes - 4));
        assertEquals(isOne ? 1 : 0, heard().size());
        assertEquals(
                isOne
                        ? List.of()
                        : List.of("a request for a pin reaches beyond its packet: interface=0, bytes=" + bytes),
                troubles());
    }

    // ---- Commands ----

    @Test
    void aCommandIsGivenThreeTimesBeforeTheNext() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        say(init(3, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(List.of(new Heard(0, 0, SET_FEATURE, "b402")), heard());
        rig.pass(999 * MILLI);
        assertEquals(List.of(), heard());
        rig.pass(MILLI);
        assertEquals(List.of(new Heard(0, 1, SET_FEATURE, "b402")), heard());
        assertEquals(List.of("no answer to enable 2: waited=1000 ms"), troubles());
        rig.pass(1000 * MILLI);
        assertEquals(List.of(new Heard(0, 2, SET_FEATURE, "b402")), heard());
        rig.pass(1000 * MILLI);
        assertEquals(List.of(new Heard(0, 3, SET_FEATURE, "b403")), heard());
        String late = "no answer to enable 2: waited=1000 ms";
        assertEquals(
                List.of(late, late, "an interface cannot be used, it cannot be enabled: interface=2, name=keyboard"),
                troubles());
    }

    @Test
    void aCommandThatIsRefusedIsNotGivenAgain() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        answer(heard().getFirst(), 0xe000_02bc, "");
        assertEquals(
                List.of(
                        "the firmware refused enable 2: code=0xe00002bc",
                        "an interface cannot be used, it cannot be enabled: interface=2, name=keyboard"),
                troubles());
        assertEquals(List.of("keyboard"), rig.diary.lost);
        rig.pass(5000 * MILLI);
        assertEquals(List.of(), heard());
    }

    /// One on its way and 64 that wait are as many as there can be; what comes behind is as if it were not answered.
    @Test
    void commandsBeyondThoseThatMayWaitAreDropped() {
        say(init(2, "keyboard", 0, pin(7, "afe"), block(0, KEYBOARD)));
        done();
        for (int i = 0; i < 65; i++) {
            say("a002070003");
        }
        assertEquals(List.of(), troubles());
        say("a002070003");
        assertEquals(List.of("no answer to answer for pin 7: waited=0 ms"), troubles());
        say(init(3, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(
                List.of(
                        "no answer to enable 3: waited=0 ms",
                        "an interface cannot be used, it cannot be enabled: interface=3, name=keyboard"),
                troubles());
    }

    @Test
    void whoIsPatientWaitsForAnswersAndReadinessThreeTimesAsLong() {
        replace(InputOptions.DEFAULT.patient(3));
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        Heard enable = heard().getFirst();
        rig.pass(2999 * MILLI);
        assertEquals(List.of(), heard());
        rig.pass(MILLI);
        assertEquals(List.of("no answer to enable 2: waited=3000 ms"), troubles());
        assertEquals(enable.data(), done());
        rig.pass(5999 * MILLI);
        assertEquals(List.of(), heard());
        rig.pass(MILLI);
        assertEquals("40010200", done());
    }

    // ---- Who made it ----

    private static final String ID = "00" + "ac05" + "2b03" + "0100" + "0000" + "29" + "07";

    private void stmIsReady() {
        say(init(1, "stm", 0));
        done();
        say("f1010000");
    }

    @Test
    void theMakerIsAskedForItsNumberAndItsSerial() {
        stmIsReady();
        Heard first = heard().getFirst();
        assertEquals(new Heard(1, 0, GET_FEATURE, "10"), first);
        answer(first, 0, ID);
        Heard second = heard().getFirst();
        assertEquals(new Heard(1, 1, GET_FEATURE, "11"), second);
        // With the byte before them these seven fill two words, behind which the checksum stands.
        answer(second, 0, HexFormat.of().formatHex("SERIAL7".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(
                rig.diary.lines.contains(
                        "KeyboardIdentity[vendor=1452, product=811, version=1, keyboardType=41, serial=SERIAL7]"),
                rig.diary::toString);
    }

    @Test
    void aMakerThatSaysTooLittleIsUnknown() {
        stmIsReady();
        answer(heard().getFirst(), 0, ID.substring(2));
        answer(heard().getFirst(), 0, "41");
        assertEquals(List.of("who made it reaches beyond its packet: interface=0, bytes=10"), troubles());
        assertEquals(List.of("ready stm"), rig.diary.take());
    }

    // ---- The touch surface's firmware ----

    private void surfaceIsAnnounced() {
        say(init(1, "multi-touch", 0, block(0, KEYBOARD)));
        assertEquals("b401", done());
    }

    private static InputOptions withTouchFile() {
        return InputOptions.DEFAULT.with(TouchFile.read(HexFormat.of().parseHex(TOUCH_FILE)));
    }

    @Test
    void theSurfacesFirmwareIsLoadedThenItIsSwitchedOffAndOn() {
        replace(withTouchFile());
        surfaceIsAnnounced();
        String load = done();
        assertEquals("95020001", load.substring(0, 8));
        assertEquals("40010100", done());
        assertEquals("40010102", done());
        assertEquals(1, openBuffers, "the firmware may still read it");
        say("f1010000");
        assertEquals(0, openBuffers);
        assertEquals(List.of("ready multi-touch"), rig.diary.take());
    }

    /// Where it names a place for the interface's number, and that is not 0.
    @ParameterizedTest
    @CsvSource({"00000000, aabbccdd", "01000000, aa01ccdd", "03000000, aabbcc01"})
    void theSurfacesFirmwareIsToldItsInterface(String place, String loaded) {
        String file = TOUCH_FILE.substring(0, 32) + place + TOUCH_FILE.substring(40);
        replace(InputOptions.DEFAULT.with(TouchFile.read(HexFormat.of().parseHex(file))));
        surfaceIsAnnounced();
        byte[] content = new byte[4];
        lastBuffer.read(0, content, 0, 4);
        assertEquals(loaded, HexFormat.of().formatHex(content));
    }

    @ParameterizedTest
    @CsvSource({
        "19, no firmware of a touch surface has this size: bytes=19",
        "1048577, no firmware of a touch surface has this size: bytes=1048577",
        "20, 'not the firmware of a touch surface: offset=0, magic=0x00000000, version=0'",
        "1048576, 'not the firmware of a touch surface: offset=0, magic=0x00000000, version=0'"
    })
    void aTouchFileHasAHeadAndAMebibyteAtMost(int bytes, String why) {
        var none = assertThrows(IllegalArgumentException.class, () -> TouchFile.read(new byte[bytes]));
        assertEquals(why, none.getMessage());
    }

    @Test
    void aSurfaceTellsHowLargeItIsBeforeItIsTouched() {
        String finger = "050d0922a102"
                + ("0942150025017501" + "9501" + "8102" + "75079501" + "8103")
                + ("09511580257f75089501" + "8102")
                + ("05010930150026640075089501" + "8102" + "0931" + "26c800" + "8102" + "c0");
        say(init(1, "multi-touch", 0, block(0, finger)));
        done();
        assertEquals(List.of(), rig.diary.surfaces);
        say("f1010000");
        assertEquals(List.of("0..100 0..200"), rig.diary.surfaces);
    }

    @Test
    void whatWasLoadedIsGivenBackWhereTheSurfaceStartsAnewOrTheFirmwareStops() {
        replace(withTouchFile());
        surfaceIsAnnounced();
        assertEquals(1, openBuffers);
        say(init(1, "keyboard", 0, block(0, KEYBOARD)));
        done();
        say("f1010000");
        say(init(1, "multi-touch", 0, block(0, KEYBOARD)));
        assertEquals(1, openBuffers, "one at a time");
        rig.supervised.stop();
        rig.settle();
        assertEquals(0, openBuffers);
    }

    @Test
    void aSurfaceWhoseFirmwareHasNoMemoryIsSaid() {
        replace(withTouchFile());
        isMemoryRefused = true;
        surfaceIsAnnounced();
        assertEquals(
                List.of("an interface cannot be used, no memory for its firmware: none is left: iova=0x0, size=0x4:"
                        + " interface=1, name=multi-touch"),
                troubles());
    }

    // ---- The co-processor goes, and comes again ----

    @Test
    void whatWasAskedOfAFirmwareThatIsGoneIsForgotten() {
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        say(init(3, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(1, heard().size());
        rig.supervised.stop();
        rig.settle();
        rig.supervised.start();
        rig.settle();
        assertEquals(List.of(), heard());
        say(init(4, "keyboard", 0, block(0, KEYBOARD)));
        assertEquals(List.of(new Heard(0, 0, SET_FEATURE, "b404")), heard(), "numbers begin again");
        assertEquals(List.of(), troubles());
    }

    @Test
    void aDriverThatIsDownHasNoInterruptAndNothingIsDue() {
        long supervisors = rig.loop.nextDueNanos();
        say(init(2, "keyboard", 0, block(0, KEYBOARD)));
        assertNotEquals(0, dock.windows().interrupts().read32(0));
        rig.supervised.stop();
        rig.settle();
        assertEquals(0, dock.windows().interrupts().read32(0));
        assertEquals(supervisors, rig.loop.nextDueNanos());
    }

    @Test
    void aDriverAtRestHasNothingDue() {
        long supervisors = rig.loop.nextDueNanos();
        keyboardIsReady(2);
        assertEquals(supervisors, rig.loop.nextDueNanos());
    }

    /// Somebody who supervises may tell of nothing but that it runs.
    @Test
    void aFirmwareThatRunsAgainHasReleasedEverything() {
        keyboardIsReady(2);
        dock.report(2, "0100040000");
        rig.settle();
        rig.driver.onRunning(rig.supervised.iop());
        assertEquals(List.of("+a", "-a", "down"), rig.diary.take());
    }

    @Test
    void aDriverThatIsClosedReleasesEverythingByItself() {
        keyboardIsReady(2);
        dock.report(2, "0100040000");
        rig.settle();
        rig.driver.close();
        assertTrue(rig.loop.turn() > 0, "the loop has been told");
        rig.settle();
        assertEquals(List.of("+a", "-a", "down"), rig.diary.take());
    }

    @Test
    void aWayToTheRegistersThatBreaksEndsTheSessionAndReleasesWhatIsDown() {
        keyboardIsReady(2);
        dock.report(2, "0100040000");
        rig.settle();
        isCut = true;
        dock.report(2, "0100040500");
        rig.settle();
        assertNotEquals(RemoteState.RUNNING, rig.supervised.state());
        assertEquals(List.of("+a", "-a", "down"), rig.diary.take());
    }

    /// More reports at once than one turn of the loop takes.
    @Test
    void aTurnThatLeavesSomethingIsFollowedByAnother() {
        keyboardIsReady(2);
        for (int i = 0; i < 70; i++) {
            byte[] packet = PaperDock.packet(PaperDock.REPORT, 2, 0, 0, 0, new byte[] {1, (byte) (i & 1)});
            assertEquals(packet.length, dock.device.offer(packet, 0, packet.length));
        }
        dock.device.raiseLines();
        rig.settle();
        assertEquals(70, rig.diary.take().size() + 1);
    }

    /// The data registers of a machine at the end of a cable.
    private final class Cable implements Registers {
        private final Registers real;

        Cable(Registers real) {
            this.real = real;
        }

        @Override
        public int read32(long offset) {
            if (isCut) {
                throw new IllegalStateException("the cable is out");
            }
            return real.read32(offset);
        }

        @Override
        public long read64(long offset) {
            return real.read64(offset);
        }

        @Override
        public void write32(long offset, int value) {
            real.write32(offset, value);
        }

        @Override
        public void write64(long offset, long value) {
            real.write64(offset, value);
        }
    }

    /// Memory that is counted, and that may be refused.
    private final class CountedMemory implements DeviceMemory {
        private final DeviceMemory real;

        CountedMemory(DeviceMemory real) {
            this.real = real;
        }

        @Override
        public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
            if (isMemoryRefused) {
                throw new MemoryRefusedException("none is left", 0, sizeBytes);
            }
            openBuffers++;
            lastBuffer = new ForwardingBuffer(real.allocate(sizeBytes)) {
                @Override
                public void close() {
                    super.close();
                    openBuffers--;
                }
            };
            return lastBuffer;
        }

        @Override
        public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
            return real.map(iova, sizeBytes);
        }
    }
}
