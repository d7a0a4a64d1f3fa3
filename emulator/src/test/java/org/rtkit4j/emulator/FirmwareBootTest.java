package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.SharedBuffer;

/// The boot of section 5 of the protocol, word by word.
class FirmwareBootTest {
    @Test
    void bootsAsTheWorkedExampleSays() {
        Profile example = Profile.named("generic").with("crashlog.bytes", "0x1000");
        var ap = new HandAp(example);
        ap.expectSilence();
        ap.run();
        ap.expect(0, 0x0010_0000_000c_000bL);
        ap.expectSilence();
        ap.send(0, 0x0020_0000_000c_000cL);
        ap.expect(0, 0x0080_0000_0000_011fL);
        ap.expectSilence();
        ap.send(0, 0x0080_0000_0000_0001L);
        ap.expect(0, 0x0088_0001_0000_0001L);
        ap.send(0, 0x0088_0001_0000_0000L);
        ap.expectSilence();
        ap.send(0, 0x0050_0001_0000_0002L);
        ap.expect(1, 0x0010_1000_0000_0000L);
        ap.send(0, 0x0050_0002_0000_0002L);
        ap.expect(2, 0x0010_4000_0000_0000L);
        ap.send(0, 0x0050_0003_0000_0002L);
        ap.send(0, 0x0050_0004_0000_0002L);
        ap.expect(4, 0x0010_1000_0000_0000L);
        ap.send(0, 0x0050_0008_0000_0002L);
        ap.expect(8, 0x0101_0000_0000_0000L);
        ap.expectSilence();

        long syslog = ap.allocate(0x4000);
        assertEquals(0x1000_0000L, syslog);
        ap.send(2, 0x0010_4000_1000_0000L);
        ap.expect(2, 0x0080_0000_e000_0040L);
        assertEquals(0x1000_4000L, ap.allocate(0x1000));
        ap.send(1, 0x0010_1000_1000_4000L);
        assertEquals(0x1000_8000L, ap.allocate(0x1000));
        ap.send(4, 0x0010_1000_1000_8000L);
        ap.expect(4, 0x00c0_0000_0000_0000L);
        ap.send(4, 0x00c0_0000_0000_0000L);
        assertEquals(0x1000_c000L, ap.allocate(0x1000));
        ap.expectSilence();
        ap.send(8, 0x0101_0000_0001_000cL);
        ap.expect(0, 0x0070_0000_0000_0020L);
        assertEquals(FirmwareState.RUNNING, ap.iop.state());

        ap.send(0, 0x00b0_0000_0000_0020L);
        ap.expect(0, 0x00b0_0000_0000_0020L);
        ap.expect(2, 0x0050_0000_0000_0000L);
        ap.expect(2, 0x0050_0000_0000_0001L);
        ap.expect(4, 0x0080_0000_0000_0000L);
        ap.send(2, 0x0050_0000_0000_0000L);
        ap.send(2, 0x0050_0000_0000_0001L);
        ap.send(4, 0x0080_0000_0000_0000L);
        ap.send(0, 0x0050_0020_0000_0002L);
        ap.send(0x20, 0x0123_4567_89ab_cdefL);
        ap.expect(0x20, 0x0123_4567_89ab_cdefL);
        ap.expectSilence();
    }

    @Test
    void writesSyslogEntriesIntoTheRing() {
        HandAp ap = HandAp.of("generic");
        ap.boot();
        SharedBuffer ring = ap.bufferAt(0x1000_4000L);
        byte[] bytes = ring.copy();
        assertEquals("main.c:245", text(bytes, 0x08, 24));
        assertEquals("Example firmware up, 7 tasks", text(bytes, 0x20, 0xe0));
        assertEquals("power.c:88", text(bytes, 0x108, 24));
        assertEquals("AP is on", text(bytes, 0x120, 0xe0));
        ap.iop.log("a context that is far too long for it", "x".repeat(300));
        ap.settle();
        ap.expect(2, 0x0050_0000_0000_0002L);
        bytes = ring.copy();
        assertEquals("a context that is far t", text(bytes, 0x208, 24));
        assertEquals("x".repeat(0xdf), text(bytes, 0x220, 0xe0));
    }

    @Test
    void staysSilentBeforeItIsStarted() {
        HandAp ap = HandAp.of("generic");
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.expectSilence();
        assertEquals(FirmwareState.STOPPED, ap.iop.state());
        assertEquals(3, ap.iop.cpu().read32(0x48));
        assertEquals(3, ap.registers().read32(0x0));
        ap.run();
        ap.expect(0, HandAp.HELLO_11_12);
        ap.expectSilence();
        assertEquals(0, ap.iop.cpu().read32(0x48));
        assertEquals(0x10, ap.iop.cpu().read32(0x44));
    }

    @Test
    void saysHelloOnceHoweverOftenItIsStarted() {
        HandAp ap = HandAp.of("generic");
        ap.run();
        ap.run();
        ap.send(0, HandAp.SET_IOP_INIT);
        ap.send(0, HandAp.SET_IOP_ON);
        ap.expect(0, HandAp.HELLO_11_12);
        ap.expectSilence();
    }

    @ParameterizedTest
    @ValueSource(longs = {HandAp.SET_IOP_INIT, HandAp.SET_IOP_ON})
    void wakesByEitherMessageAndReportsOn(long wake) {
        HandAp ap = HandAp.of("smc");
        assertEquals(FirmwareState.WAITING, ap.iop.state());
        assertEquals(0x10, ap.iop.cpu().read32(0x44));
        ap.send(0, 0x0030_0000_0000_0000L);
        ap.send(0x20, 0x17);
        ap.expectSilence();
        ap.send(0, wake);
        ap.expect(0, HandAp.HELLO_11_12);
        ap.send(0, HandAp.ACK_12);
        ap.serve();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "ans", "smc", "dcp", "mtp", "aop"})
    void bootsEveryProfile(String name) {
        HandAp ap = HandAp.of(name);
        ap.boot();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @ParameterizedTest
    @CsvSource({"asc-v4, 1", "asc-v4, 15", "t8015, 1", "t8015, 15", "m3-v2, 1", "m3-v2, 15", "t6030, 1", "t6030, 15"})
    void bootsOnEveryLayoutHoweverShallow(String layout, String depth) {
        var ap = new HandAp(Profile.named("generic").with("mailbox", layout).with("mailbox.depth", depth));
        ap.boot();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
        ap.send(0, 0x0050_0020_0000_0002L);
        for (long number = 0; number < 40; number++) {
            ap.send(0x20, number);
        }
        for (long number = 0; number < 40; number++) {
            ap.expect(0x20, number);
        }
        ap.expectSilence();
        assertEquals(0, ap.iop.droppedMessages());
    }

    @Test
    void staysSilentOnAT6030WhoseReceivingSideIsOff() {
        var ap = new HandAp(Profile.named("generic").with("mailbox", "t6030"));
        ap.registers().write32(0x114, 0);
        ap.run();
        assertTrue(ap.isEmpty());
        assertEquals(1, ap.iop.droppedMessages(), "HELLO went nowhere");
    }

    @Test
    void announcesOwnedBuffersInsideItsSramAndExpectsNoReply() throws Exception {
        HandAp ap = HandAp.of("smc");
        var said = ap.boot();
        assertTrue(said.stream().anyMatch(m -> m.endpoint() == 1 && m.msg0() == 0x0011_0002_3fe4_0000L));
        assertTrue(said.stream().anyMatch(m -> m.endpoint() == 8 && m.msg0() == 0x0101_0000_0023_fe54L));
        assertEquals(0, ap.iop.memory().openBuffers());
        try (SharedBuffer ring = ap.iop.memory().map(0x2_3fe3_0000L, 0x4000)) {
            byte[] bytes = ring.copy();
            assertEquals("main.c:112", text(bytes, 0x08, 24));
            byte[] seen = new byte[0x4000];
            ap.emulated.machine().read(0x2_3fe3_0000L, seen, 0, seen.length);
            assertArrayEquals(bytes, seen, "the region is in the machine's address space");
        }
        ap.send(1, 0x0011_0002_3fe4_0000L);
        assertEquals(FirmwareState.CRASHED, ap.iop.state(), "a reply to memory of its own");
    }

    @Test
    void answersPingWithTheSameBody() {
        HandAp ap = HandAp.of("generic");
        ap.boot();
        ap.send(0, 0xf03f_1234_5678_9abcL);
        ap.expect(0, 0x0040_1234_5678_9abcL);
    }

    @Test
    void ignoresUnknownTypesAndEndpointsThatAreNotStarted() {
        HandAp ap = HandAp.of("generic");
        ap.boot();
        ap.send(0, 0x00a0_0000_0000_0000L);
        ap.send(0, 0x0ff0_0000_0000_0000L);
        ap.send(0x20, 1);
        ap.send(0x77, 1);
        ap.expectSilence();
        ap.send(0, 0x0050_0020_0000_0002L);
        ap.send(0x20, 2);
        ap.expect(0x20, 2);
        ap.send(0, 0x0050_0020_0000_0001L);
        ap.send(0x20, 3);
        ap.expectSilence();
    }

    @Test
    void reportsOnAfterGraceWhereAHostStartsNothing() {
        HandAp ap = HandAp.of("generic");
        ap.run();
        ap.expect(0, HandAp.HELLO_11_12);
        ap.send(0, HandAp.ACK_12);
        ap.receive();
        ap.send(0, 0x0080_0000_0000_0001L);
        ap.receive();
        ap.send(0, 0x0088_0001_0000_0000L);
        ap.expectSilence();
        ap.waitUntilDue();
        assertEquals(20_000_000, ap.clock.getAsLong());
        ap.expect(0, HandAp.IOP_ON);
    }

    @Test
    void hangsWhereToldToIfAnIoReportIsNotEchoed() {
        HandAp ap = HandAp.of("mtp");
        ap.boot();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
        ap = new HandAp(Profile.named("generic").with("delay.grace.us", "0").withQuirks(Quirk.HANGS_WITHOUT_ECHO));
        ap.run();
        ap.send(0, HandAp.ACK_12);
        ap.send(0, 0x0080_0000_0000_0001L);
        ap.send(0, 0x0088_0001_0000_0000L);
        ap.send(0, 0x0050_0004_0000_0002L);
        ap.send(4, 0x0010_1000_0000_0000L | ap.allocate(0x1000));
        ap.waitUntilDue();
        assertEquals(FirmwareState.HUNG, ap.iop.state());
        ap.send(0, 0x0030_0000_0000_0000L);
        ap.send(0, 0x0030_0000_0000_0000L);
        assertEquals(2 << 20, ap.registers().read32(0x110) & 0xf << 20, "it does not even read");
    }

    @Test
    void losesLinesWhereTheRingIsFullAndGoesOnAfterAnEcho() {
        var ap = new HandAp(Profile.named("generic").with("syslog.entries", "4").with("log.1", "a | b"));
        ap.boot();
        for (int line = 0; line < 6; line++) {
            ap.iop.log("t", "line " + line);
            ap.settle();
        }
        // Two lines at boot were echoed; four fit now, in slots 2, 3, 0, 1.
        for (int slot : new int[] {2, 3, 0, 1}) {
            ap.expect(2, 0x0050_0000_0000_0000L | slot);
        }
        ap.expectSilence();
        assertEquals(2, ap.iop.lostLogLines());
        ap.send(2, 0x0050_0000_0000_0002L);
        ap.iop.log("t", "next");
        ap.settle();
        ap.expect(2, 0x0050_0000_0000_0002L);
    }

    private static String text(byte[] bytes, int offset, int length) {
        byte[] field = Arrays.copyOfRange(bytes, offset, offset + length);
        String text = new String(field, StandardCharsets.US_ASCII);
        return text.substring(0, text.indexOf('\0'));
    }
}
