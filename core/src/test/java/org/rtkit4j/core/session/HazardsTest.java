package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.FakeMemory;

/// What hostile or broken firmware has done to other hosts: one test for each hazard, named after it.
///
/// Three hazards are met elsewhere: a message storm in `EventLoopTest`, the sizes in a crash log in `forensics`, text
/// that is not ASCII in `ExplainCommandTest` and `BootCommandTest`.
class HazardsTest {
    private static final long SYSLOG_IOVA = 0x1000_4000L;

    private final SessionFixture ap = new SessionFixture().booted();
    private final List<Long> heard = new ArrayList<>();

    @Test
    void syslogIndexEqualToTheCount() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000004   4 entries");
        ap.play("< 02:0050000000000004\n> 02:0050000000000004");
        assertEquals(List.of(Notice.SYSLOG_BAD_INDEX), ap.notices);
        assertEquals(List.of(), ap.syslog);
    }

    @Test
    void syslogStrideTimesCountLargerThanTheBuffer() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000041   0x41 entries, 0x40 fit");
        write(0x3f, "a", "last that fits");
        ap.play("< 02:005000000000003f\n> 02:005000000000003f\n< 02:0050000000000040\n> 02:0050000000000040");
        assertEquals(List.of("a|last that fits"), ap.syslog);
        assertEquals(List.of(Notice.SYSLOG_BAD_GEOMETRY, Notice.SYSLOG_BAD_INDEX), ap.notices);
    }

    @Test
    void syslogStrideTimesCountLargerThanABufferThatComesLater() {
        ap.play("< 02:0080000020000041   0x41 entries of 0x40 bytes, and no buffer yet");
        ap.play("< 02:0010100000000000   a page: 0x40 entries fit\n> 02:0010100010004000");
        write(0x3f, "a", "last that fits");
        ap.play("< 02:005000000000003f\n> 02:005000000000003f\n< 02:0050000000000040\n> 02:0050000000000040");
        assertEquals(List.of("a|last that fits"), ap.syslog);
        assertEquals(List.of(Notice.SYSLOG_BAD_INDEX), ap.notices);
    }

    @Test
    void syslogLogBeforeInitOrBuffer() {
        ap.play("< 02:0050000000000000\n> 02:0050000000000000");
        ap.play("< 02:0080000020000004\n< 02:0050000000000000\n> 02:0050000000000000");
        assertEquals(List.of(Notice.SYSLOG_NOT_READY, Notice.SYSLOG_NOT_READY), ap.notices);
    }

    @Test
    void syslogRepeatedInit() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000004\n< 02:0080000060000004");
        Arrays.fill(ap.memory.bytesAt(SYSLOG_IOVA), (byte) 'z');
        ap.play("< 02:0050000000000001\n> 02:0050000000000001");
        assertEquals(List.of(Notice.SYSLOG_REPEATED_INIT), ap.notices);
        assertEquals(24 + 1 + 0x60, ap.syslog.getFirst().length());
    }

    @Test
    void duplicateBufferRequest() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000");
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0010200000000000");
        assertEquals(List.of(Notice.REPEATED_BUFFER_REQUEST, Notice.CONFLICTING_BUFFER_REQUEST), ap.notices);
        assertEquals(1, ap.memory.openBuffers());
    }

    @Test
    void secondCrashlogRequestIsACrash() {
        ap.play("< 01:0010100000000000\n> 01:0010100010004000");
        ap.memory.bytesAt(0x1000_4000L)[0] = 0x45;
        ap.play("< 01:0010100010004000");
        var crashed = assertInstanceOf(Phase.Crashed.class, ap.session.phase());
        ap.memory.bytesAt(0x1000_4000L)[0] = 0;
        assertEquals(0x45, crashed.dump().log()[0]);
        assertEquals(4096, crashed.dump().sizeBytes());
        assertEquals(0x1000_4000L, crashed.dump().notifiedIova());
        assertEquals(List.of(), ap.notices);
        assertInstanceOf(Fault.Crashed.class, ap.session.refusesSend(0x20));
    }

    @Test
    void crashWithoutABuffer() {
        ap.memory.refuse();
        ap.play("< 01:0010100000000000\n< 01:0010100000000000");
        var crashed = assertInstanceOf(Phase.Crashed.class, ap.session.phase());
        assertArrayEquals(new byte[0], crashed.dump().log());
    }

    @Test
    void bufferOfSizeZero() {
        ap.play("< 02:0010000000000000");
        assertEquals(List.of(Notice.BUFFER_REFUSED), ap.notices);
    }

    @Test
    void bufferOutsideTheAllowedWindow() {
        var owned = new SessionFixture(SessionConfig.named("smc"), new FakeMemory(0x2_3fe0_0000L, 0x10_0000));
        owned.booted();
        owned.play("< 01:001100023fe40000   16 pages of SRAM; no reply");
        assertEquals(1, owned.memory.openBuffers());
        owned.play("< 02:001100023fef8000   would end outside the SRAM");
        assertEquals(List.of(Notice.BUFFER_REFUSED), owned.notices);
        assertEquals(1, owned.memory.openBuffers());
    }

    @Test
    void endpointMapWithoutLastForEver() {
        var booting = new SessionFixture();
        booting.session.boot(BootPlan.START, booting::send);
        booting.play("< 00:00100000000c000b\n> 00:00200000000c000c");
        for (int page = 0; page < 7; page++) {
            booting.play("< 00:%016x%n> 00:%016x".formatted(0x0080_0000_0000_0001L, 0x0080_0000_0000_0001L));
        }
        booting.play("< 00:0080000000000001");
        assertInstanceOf(Fault.ProtocolViolation.class, booting.session.fault());
    }

    @Test
    void helloTwice() {
        var booting = new SessionFixture();
        booting.session.boot(BootPlan.START, booting::send);
        booting.play("< 00:00100000000c000b\n> 00:00200000000c000c\n< 00:00100000000c000b");
        assertEquals(List.of(Notice.UNEXPECTED_NOW), booting.notices);

        var running = new SessionFixture().booted();
        running.play("< 00:00100000000c000b");
        assertInstanceOf(Fault.ProtocolViolation.class, running.session.fault());
    }

    @Test
    void endpointMapAfterBoot() {
        ap.play("< 00:0088000700000001");
        assertEquals(List.of(Notice.UNEXPECTED_NOW), ap.notices);
        assertEquals("{0, 1, 2, 4, 8, 32}", ap.session.announced().toString());
    }

    @Test
    void acknowledgementWithAnUnexpectedState() {
        ap.session.powerDown(PowerDown.QUIESCE, ap::send);
        ap.play("> 00:00b0000000000010\n< 00:00b0000000000020\n< 00:00b0000000000010\n> 00:0060000000000010");
        ap.play("< 00:0070000000000020   still ON");
        assertInstanceOf(Phase.AskingIop.class, ap.session.phase());
        assertEquals(List.of(Notice.UNEXPECTED_POWER_STATE, Notice.UNEXPECTED_POWER_STATE), ap.notices);
        ap.session.nextDeadline(0);
        ap.session.onTime(1_000_000_000L);
        assertEquals(
                "timed out: step=waiting for IOP_PWR_ACK(QUIESCED), after=1000 ms,"
                        + " last received=mgmt IOP_PWR_ACK(STATE=ON)",
                ap.session.fault().message());
    }

    @Test
    void endpointNotAnnounced() {
        ap.play("< 03:0001000000000010\n< 0a:0000000000000001\n< 21:0000000000000001\n< 20:0000000000000001");
        assertEquals(
                List.of(
                        Notice.UNANNOUNCED_ENDPOINT,
                        Notice.UNANNOUNCED_ENDPOINT,
                        Notice.UNANNOUNCED_ENDPOINT,
                        Notice.ENDPOINT_NOT_STARTED),
                ap.notices);
    }

    @Test
    void upperBitsOfTheSecondWordSet() {
        ap.mailbox.say(0x00c0_0000_0000_0000L, 0x0010_0000_0000_ab04L);
        ap.work();
        ap.play("> 04:00c0000000000000");
        assertEquals(List.of(Notice.RESERVED_BITS), ap.notices);
    }

    @Test
    void messagesAfterTheEnd() {
        ap.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), ap::send);
        ap.session.fail(new Fault.AccessFailed("the test"));
        ap.play("> 00:0050002000000002\n< 20:0000000000000001\n< 02:0050000000000001");
        assertEquals(List.of(), heard);
        assertEquals(2, ap.session.count(Notice.DROPPED));
    }

    @Test
    void bufferAddressThatWraps() {
        var owned = new SessionFixture(SessionConfig.named("smc"), new FakeMemory(0x2_3fe0_0000L, 0x10_0000));
        owned.booted().play("< 01:001fffffffffffff   255 pages at the last address of 44 bits");
        assertEquals(List.of(Notice.BUFFER_REFUSED), owned.notices);
        assertEquals(0, owned.memory.openBuffers());
    }

    @ParameterizedTest
    @ValueSource(longs = {0x0010_0000_000b_000cL, 0x0010_0000_0000_ffffL, 0x0010_0000_000b_000fL})
    void helloWithMinAboveMax(long hello) {
        var booting = new SessionFixture();
        booting.session.boot(BootPlan.START, booting::send);
        booting.play("< 00:%016x".formatted(hello));
        assertInstanceOf(Fault.NoCommonVersion.class, booting.session.fault());
    }

    @Test
    void messagesDuringAShutdown() {
        ap.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), ap::send);
        ap.session.powerDown(PowerDown.SLEEP, ap::send);
        ap.play("""
                > 00:0050002000000002
                > 00:00b0000000000010
                < 20:0000000000000001   the application is not to be disturbed any more
                < 02:0050000000000003   but the log wants its acknowledgement
                > 02:0050000000000003
                < 00:00b0000000000010
                > 00:0060000000000001
                < 00:0070000000000001
                < 02:0050000000000003   after the end: nobody listens
                < 01:0010100000000000
                """);
        assertEquals(List.of(), heard);
        assertEquals(new Phase.Resting(PowerDown.SLEEP), ap.session.phase());
        assertTrue(ap.session.count(Notice.UNANNOUNCED_ENDPOINT) >= 2);
    }

    @Test
    void sharedMemoryThatNoDeviceTreeNames() {
        ap.play("< 01:00101000deadb000   an address out of the blue; not mapped, not answered");
        assertEquals(List.of(Notice.BUFFER_REFUSED), ap.notices);
        assertEquals(0, ap.memory.openBuffers());
    }

    private void write(int index, String context, String text) {
        byte[] ring = ap.memory.bytesAt(SYSLOG_IOVA);
        byte[] contextBytes = context.getBytes(StandardCharsets.US_ASCII);
        byte[] textBytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(contextBytes, 0, ring, index * 0x40 + 8, contextBytes.length);
        System.arraycopy(textBytes, 0, ring, index * 0x40 + 0x20, textBytes.length);
    }
}
