package org.rtkit4j.drivers.epic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.Phase;

/// Entries byte by byte, as m1n1's `fw/afk/epic.py` and Linux's `afk.c` have them: what the host writes, and what it
/// makes of what it should never read.
class EpicEntriesTest {
    private static final int DISPLAY = 4;
    private static final int SENSOR = 2;
    private static final int REPORT = 0x00;
    private static final int NOTIFY = 0x10;
    private static final int REPLY = 0x20;
    private static final int ANNOUNCE = 0x30;
    private static final int TEARDOWN = 0x32;
    private static final int SERVICE = 0xc0;

    private EpicRig rig;
    private EpicPort port;

    private void open(boolean isSensor) throws Exception {
        rig = EpicRig.onPaper(isSensor);
        port = rig.open();
    }

    @AfterEach
    void close() {
        if (port != null) {
            port.close();
        }
        if (rig != null) {
            rig.close();
        }
    }

    private PaperFirmware firmware() {
        return rig.paper;
    }

    private void say(int channel, byte... entry) {
        rig.coprocessor().interject(() -> firmware().say(channel, entry));
        rig.settle();
    }

    private List<String> faults() {
        List<String> faults = rig.faults.stream().map(EpicFault::message).toList();
        rig.faults.clear();
        return faults;
    }

    private static byte[] name(String name, int bytes) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), bytes);
    }

    private void announce(int channel, String name) {
        say(channel, PaperFirmware.entry(DISPLAY, REPORT, ANNOUNCE, 0, name(name, 32)));
    }

    private static byte[] sensor(int channel, String name, int bytes) {
        return ByteBuffer.wrap(name(name, bytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(32, channel)
                .array();
    }

    private void announceSensor(int channel, String name) {
        say(0, PaperFirmware.entry(SENSOR, REPORT, SERVICE, 0, sensor(channel, name, 44)));
    }

    // ---- Announcements ----

    @Test
    void servicesAreListedInTheirOrder() throws Exception {
        open(false);
        announce(1, "first");
        announce(2, "second");
        assertEquals(
                List.of("first", "second"),
                port.services().stream().map(ServiceAnnouncement::name).toList());
        assertEquals(1, port.service("first").announcement().channel());
        port.close();
        assertEquals(List.of(), port.services());
    }

    /// The byte behind the name is the first of its properties.
    @Test
    void aNameMayFillItsFieldAndPropertiesEndWithTheirPayload() throws Exception {
        open(false);
        String name = "a-name-of-thirty-two-characters-";
        byte[] dictionary = HexFormat.of()
                .parseHex("d3000000" + "01000081" + "08000009" + "45504943556e6974" + "20000084" + "05000000");
        byte[] payload = Arrays.copyOf(name(name, 32), 32 + dictionary.length);
        System.arraycopy(dictionary, 0, payload, 32, dictionary.length);
        say(1, PaperFirmware.entry(DISPLAY, REPORT, ANNOUNCE, 0, payload));
        say(2, PaperFirmware.entry(DISPLAY, REPORT, ANNOUNCE, 0, payload.length - 4, payload));
        assertEquals(List.of("service " + name + " {EPICUnit=5}", "service " + name + " {}"), rig.heard);
    }

    @Test
    void anAnnouncementHasANameAtLeast() throws Exception {
        open(false);
        say(1, PaperFirmware.entry(DISPLAY, REPORT, ANNOUNCE, 0, name("short", 31)));
        assertEquals(List.of("what the firmware says makes no sense: an announcement, size=31"), faults());
        announce(1, "name");
        assertEquals(List.of(), faults());
    }

    @Test
    void aSensorsAnnouncementHasAChannel() throws Exception {
        open(true);
        say(0, PaperFirmware.entry(SENSOR, REPORT, SERVICE, 0, sensor(5, "als", 43)));
        assertEquals(List.of("what the firmware says makes no sense: an announcement, size=43"), faults());
        announceSensor(5, "a-sensor-of-20-chars");
        assertEquals("a-sensor-of-20-chars", port.services().getFirst().name());
        assertEquals(5, port.services().getFirst().channel());
    }

    @Test
    void aChannelHasOneServiceAndAnEndpointSixteen() throws Exception {
        open(false);
        for (int channel = 0; channel < 16; channel++) {
            announce(channel, "service" + channel);
        }
        assertEquals(List.of(), faults());
        announce(3, "another");
        announce(16, "one-more");
        assertEquals(
                List.of(
                        "what the firmware says makes no sense: an announcement, channel=3, services=16",
                        "what the firmware says makes no sense: an announcement, channel=16, services=16"),
                faults());
        assertEquals(16, port.services().size());
    }

    // ---- Reports and nonsense ----

    @Test
    void whatBelongsToNobodyIsTold() throws Exception {
        open(false);
        say(7, PaperFirmware.entry(DISPLAY, REPORT, 0x55, 0));
        say(7, PaperFirmware.entry(DISPLAY, REPORT, TEARDOWN, 0));
        say(7, PaperFirmware.entry(DISPLAY, 0x40, SERVICE, 0));
        say(7, PaperFirmware.entry(SENSOR, REPORT, 0x55, 0));
        say(7, new byte[39]);
        say(7, PaperFirmware.entry(DISPLAY, REPORT, 0x55, 0, 1));
        String nonsense = "what the firmware says makes no sense: ";
        assertEquals(
                List.of(
                        nonsense + "a report, no service has channel 7",
                        nonsense + "a report, no service has channel 7",
                        nonsense + "an entry, no such category",
                        nonsense + "an entry, version=2",
                        nonsense + "an entry, size=39",
                        nonsense + "an entry, size=40, payload=1"),
                faults());
    }

    // ---- Commands ----

    private CompletableFuture<Object> asked(EpicChannel channel, int length) {
        byte[] request = new byte[length];
        Arrays.fill(request, (byte) 0x77);
        var result = new CompletableFuture<Object>();
        try {
            result.complete(channel.ask("something", SERVICE, request, length, new byte[8]));
        } catch (EpicException e) {
            result.complete(e.fault());
        } catch (InterruptedException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    @Test
    void aDisplaysCommandNamesItsBuffers() throws Exception {
        open(false);
        announce(1, "service");
        EpicChannel channel = port.service("service");
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 5).join());
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 6).join());
        assertEquals(2, firmware().said.size());
        for (int i = 0; i < 2; i++) {
            PaperFirmware.Said said = firmware().said.get(i);
            assertEquals(1, said.channel());
            assertEquals(3, said.type(), "a command");
            assertEquals(2, said.at(0), "version");
            assertEquals(i, said.half(1), "sequence");
            assertEquals(30, said.word(16));
            assertEquals(DISPLAY, said.at(20));
            assertEquals(0x30, said.at(21));
            assertEquals(SERVICE, said.half(22));
            assertEquals(0, said.word(36), "nothing in line");
            assertEquals(0, said.word(40), "no code");
            assertEquals(5 + i, said.word(64), "how much the firmware may read");
        }
    }

    @Test
    void aSensorsCommandHasItsDataInLineBehindAnEmptyCode() throws Exception {
        open(true);
        announceSensor(5, "als");
        EpicChannel channel = port.service("als");
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 3).join());
        PaperFirmware.Said said = firmware().said.getFirst();
        assertEquals(5, said.channel());
        assertEquals(0, said.type(), "a notification");
        assertEquals(7, said.word(16));
        assertEquals(SENSOR, said.at(20));
        assertEquals(NOTIFY, said.at(21));
        assertEquals("00000000777777", said.hex(40));
    }

    @Test
    void anAnswerToNobodyIsTold() throws Exception {
        open(false);
        announce(1, "service");
        EpicChannel channel = port.service("service");
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 4).join());
        int tag = firmware().said.getFirst().half(32);
        byte[] whole = new byte[30];
        say(1, PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag + 1, whole));
        say(1, PaperFirmware.entry(DISPLAY, REPLY, SERVICE + 1, tag, whole));
        say(1, PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag, new byte[29]));
        say(9, PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag, whole));
        assertEquals(4, rig.faults.size(), rig.faults::toString);
        assertEquals("nobody waits for an answer: channel=9, tag=0x%04x".formatted(tag), faults().getLast());
        say(1, PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag, whole));
        assertEquals(List.of(), faults(), "late, and expected");
        say(1, PaperFirmware.entry(DISPLAY, REPLY, SERVICE, tag, whole));
        assertEquals(1, faults().size(), "but not twice");
    }

    @Test
    void aSensorsAnswerHasACodeAtLeast() throws Exception {
        open(true);
        announceSensor(5, "als");
        EpicChannel channel = port.service("als");
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 3).join());
        int tag = firmware().said.getFirst().half(24);
        say(5, PaperFirmware.entry(SENSOR, REPLY, SERVICE, tag, new byte[3]));
        assertEquals(1, faults().size());
        say(5, PaperFirmware.entry(SENSOR, REPLY, SERVICE, tag, new byte[4]));
        assertEquals(List.of(), faults());
        say(5, PaperFirmware.entry(SENSOR, REPLY, SERVICE, tag, new byte[4]));
        assertEquals(1, faults().size());
    }

    /// The next one's turn comes when the first has given up, on whatever thread.
    @Test
    void oneAfterTheOtherMayAsk() throws Exception {
        open(false);
        announce(1, "service");
        EpicChannel channel = port.service("service");
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 4).join());
        assertInstanceOf(
                EpicFault.TimedOut.class,
                CompletableFuture.supplyAsync(() -> asked(channel, 4).join()).get());
    }

    @Test
    void whatDoesNotFitIntoABufferIsTheCallersMistake() throws Exception {
        open(false);
        announce(1, "service");
        EpicChannel channel = port.service("service");
        int most = rig.options.bufferBytes();
        assertInstanceOf(EpicFault.TimedOut.class, asked(channel, most).join());
        assertThrows(IllegalArgumentException.class, () -> asked(channel, most + 1));
    }

    @Test
    void aServiceOfAPortThatIsClosedTakesNoMemory() throws Exception {
        open(false);
        announce(1, "service");
        EpicChannel channel = port.service("service");
        port.close();
        int before = rig.coprocessor().memory().openBuffers();
        assertEquals(new EpicFault.Gone("something"), asked(channel, 4).join());
        assertEquals(before, rig.coprocessor().memory().openBuffers());
    }

    // ---- Calls of the firmware's ----

    private static byte[] call(int number, int said, int data) {
        return ByteBuffer.allocate(68 + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, number)
                .putInt(12, said)
                .array();
    }

    @Test
    void aCallIsAnsweredWithItsCodeAndItsData() throws Exception {
        open(false);
        announce(1, "service");
        say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 0x1234, call(7, 2, 2)));
        assertEquals("call 1 7, 2 bytes", rig.heard.getLast());
        PaperFirmware.Said said = firmware().said.getFirst();
        assertEquals(REPLY, said.at(21));
        assertEquals(SERVICE, said.half(22));
        assertEquals(0x1234, said.half(32));
        assertEquals(70, said.word(16));
        assertEquals(66, said.word(36), "in line, without the code");
        assertEquals(7, said.word(40), "the code");
        assertTrue(said.hex(108).startsWith("0101"), "what was made of the data");
        assertEquals(List.of(), faults());
    }

    @Test
    void aCallMayHaveNoData() throws Exception {
        open(false);
        announce(1, "service");
        say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 1, call(7, 0, 0)));
        assertEquals("call 1 7, 0 bytes", rig.heard.getLast());
        assertEquals(List.of(), faults());
    }

    @Test
    void aCallThatMakesNoSenseIsTold() throws Exception {
        open(false);
        announce(1, "service");
        say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 1, call(7, 3, 2)));
        say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 1, Arrays.copyOf(call(7, 0, 0), 67)));
        say(1, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE + 1, 1, call(7, 0, 0)));
        say(2, PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 1, call(7, 0, 0)));
        String nonsense = "what the firmware says makes no sense: a call, ";
        assertEquals(
                List.of(
                        nonsense + "channel=1, type=0xc0, size=70",
                        nonsense + "channel=1, type=0xc0, size=67",
                        nonsense + "channel=1, type=0xc1, size=68",
                        nonsense + "channel=2, type=0xc0, size=68"),
                faults());
        assertEquals(1, rig.heard.size(), "the service, and no call");
    }

    /// A firmware that reads nothing: there is no room for answers, and none for commands, which stay unsent.
    @Test
    void whereTheRingIsFullNothingIsTakenForSent() throws Exception {
        open(false);
        announce(1, "service");
        firmware().isDeaf = true;
        byte[] call = PaperFirmware.entry(DISPLAY, NOTIFY, SERVICE, 1, call(7, 0, 0));
        for (int i = 0; i < 40; i++) {
            say(1, call);
        }
        assertTrue(faults().contains("what the firmware says makes no sense: a call, no room for its answer"));
        EpicChannel channel = port.service("service");
        for (int i = 0; i < 6; i++) {
            assertInstanceOf(EpicFault.TimedOut.class, asked(channel, 4).join(), "the buffers of each are free again");
        }
    }

    // ---- The end ----

    @Test
    void aCloseWaitsUntilTheFirmwareAgrees() throws Exception {
        open(false);
        long before = rig.clock.getAsLong();
        int open = rig.coprocessor().memory().openBuffers();
        port.close();
        port.close();
        rig.settle();
        assertEquals(1, firmware().words.stream().filter(word -> word == 0x80).count(), "opened once");
        assertEquals(1, firmware().words.stream().filter(word -> word == 0xc0).count(), "closed once");
        assertEquals(1, firmware().stops);
        assertEquals(open, firmware().buffersAtTheEnd, "its memory was still there");
        long waited = rig.clock.getAsLong() - before;
        assertTrue(waited >= 5_000_000 && waited < 50_000_000, () -> "waited " + waited);
        assertEquals(List.of(), faults());
    }

    @Test
    void aThreadThatIsInterruptedClosesAllTheSame() throws Exception {
        open(false);
        int open = rig.coprocessor().memory().openBuffers();
        Thread.currentThread().interrupt();
        port.close();
        assertTrue(Thread.interrupted());
        assertEquals(open - 1, rig.coprocessor().memory().openBuffers());
        assertEquals(open, firmware().buffersAtTheEnd, "its memory was still there");
        assertTrue(rig.iop.isRunning());
    }

    // It writes its answer to the end where its ring was, and would crash there.
    @Test
    void aFirmwareThatDoesNotLetGoIsStoppedBeforeItsMemoryIsGivenBack() throws Exception {
        open(false);
        firmware().keepsOn = true;
        port.close();
        rig.clock.advance(1_000_000_000);
        rig.settle();
        assertNull(rig.coprocessor().crashCause());
        assertInstanceOf(Phase.Resting.class, rig.iop.phase());
        assertEquals(0, rig.coprocessor().memory().openBuffers());
    }

    // It has not agreed yet, and may write.
    @Test
    void aFirmwareIsStoppedWhereNobodyWaitsUntilItAgrees() throws Exception {
        open(false);
        firmware().atTheEnd = Thread.currentThread()::interrupt;
        port.close();
        assertTrue(Thread.interrupted());
        assertInstanceOf(Phase.Resting.class, rig.iop.phase());
        assertEquals(0, rig.coprocessor().memory().openBuffers());
    }

    @Test
    void whatWasNeverStartedIsNotClosed() throws Exception {
        open(false);
        long before = rig.clock.getAsLong();
        var e = assertThrows(
                EpicException.class, () -> EpicPort.open(rig.iop, 0x3f, rig.platform.memory(), rig.options, rig));
        assertInstanceOf(EpicFault.Link.class, e.fault());
        assertTrue(rig.clock.getAsLong() - before < 50_000_000);
    }
}
