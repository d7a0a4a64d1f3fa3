package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.testkit.FakeMemory;

/// Syslog, crashlog, ioreport, oslog and kdebug; and what hostile firmware does with them.
class SystemEndpointsTest {
    private static final long SYSLOG_IOVA = 0x1000_4000L;

    private final SessionFixture ap = new SessionFixture().booted();

    @Test
    void readsALineAndEchoesItsMessage() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000040   0x40 entries of 0x20");
        write(3, "main.c:245", "MTP Says Hello\n");
        ap.play("< 02:0050000000000003\n> 02:0050000000000003");
        assertEquals(List.of("main.c:245|MTP Says Hello"), ap.syslog);
    }

    @Test
    void readsTextThatFillsItsFieldWithoutAnEnd() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000040");
        write(0, "nifiedPipeline.cpp:6548!", "x".repeat(32));
        ap.play("< 02:0050000000000000\n> 02:0050000000000000");
        assertEquals(List.of("nifiedPipeline.cpp:6548!|" + "x".repeat(32)), ap.syslog);
    }

    @Test
    void aBlankAtTheEndOfTheContextIsNotTheTexts() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000040");
        write(0, "x".repeat(23) + " ", "");
        ap.play("< 02:0050000000000000\n> 02:0050000000000000");
        assertEquals(List.of("x".repeat(23) + "|"), ap.syslog);
    }

    @Test
    void whoeverAsksForBytesGetsThoseAndNoStrings() {
        var lines = new ArrayList<String>();
        SessionFixture bytes = new SessionFixture() {
            @Override
            public void onSyslogEntry(byte[] entry, int contextFrom, int contextLength, int textFrom, int textLength) {
                lines.add(new String(entry, contextFrom, contextLength, StandardCharsets.ISO_8859_1) + "|"
                        + new String(entry, textFrom, textLength, StandardCharsets.ISO_8859_1));
            }
        }.booted();
        bytes.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000040");
        write(bytes, 3, "main.c:245", "not UTF-8: \u00ff\n");
        bytes.play("< 02:0050000000000003\n> 02:0050000000000003");
        assertEquals(List.of("main.c:245|not UTF-8: \u00ff"), lines);
        assertEquals(List.of(), bytes.syslog);
    }

    @Test
    void wideGeometryFieldsAreReadWhole() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:008000ffff00ffff   65535 entries of 65535 bytes");
        ap.play("< 02:0050000000000000\n> 02:0050000000000000");
        assertEquals(List.of(Notice.SYSLOG_BAD_GEOMETRY, Notice.SYSLOG_BAD_INDEX), ap.notices);
    }

    @Test
    void anAddressThatTheReplyCannotCarryIsRefused() {
        ap.memory.allocateNextAt(0x1000_0000_0000L);
        ap.play("< 02:0010100000000000");
        assertEquals(List.of(Notice.BUFFER_REFUSED), ap.notices);
        assertEquals(0, ap.memory.openBuffers());
    }

    @Test
    void aCrashNotificationThatPointsElsewhereIsNotFollowed() {
        ap.play("< 01:0010100000000000\n> 01:0010100010004000\n< 01:001ff00000001000");
        var crashed = assertInstanceOf(Phase.Crashed.class, ap.session.phase());
        assertEquals(4096, crashed.dump().sizeBytes());
        assertEquals(0x1000L, crashed.dump().notifiedIova());
        assertEquals(List.of(Notice.CRASH_ADDRESS_DIFFERS), ap.notices);
    }

    @Test
    void aCrashlogRequestThatIsRepeatedDuringTheBootIsNotACrash() {
        var booting = new SessionFixture();
        booting.session.boot(BootPlan.START, booting::send);
        booting.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000003   EPMAP 0, 1
                > 00:0088000000000000
                > 00:0050000100000002
                < 01:0010100000000000   a page, please
                > 01:0010100010004000
                < 01:0010100000000000   and again
                > 01:0010100010004000
                < 01:0010100010004000   crashed before it was up
                """);
        assertEquals(List.of(Notice.REPEATED_BUFFER_REQUEST), booting.notices);
        assertInstanceOf(Phase.Crashed.class, booting.session.phase());
    }

    @Test
    void ioreportIsEchoedVerbatim() {
        ap.play("< 04:00c0123400000000\n> 04:00c0123400000000\n< 04:0080000000000007\n> 04:0080000000000007");
    }

    @Test
    void olderHostsAcknowledgeOslogWithoutABuffer() {
        var old = new SessionFixture(
                SessionConfig.named("old").withOsLog(SessionConfig.OsLogReply.ACK), new FakeMemory());
        old.booted().play("< 08:0101000000000000\n> 08:0300000000000000");
        assertEquals(0, old.memory.openBuffers());
    }

    @Test
    void unknownOslogMessagesAreCounted() {
        ap.play("< 08:03ff006e78f83f4c\n< 08:04000020b13063c0");
        assertEquals(2, ap.session.count(Notice.UNKNOWN_MESSAGE));
    }

    @Test
    void kdebugGetsItsTwoBuffers() {
        var traced = new SessionFixture();
        traced.session.boot(BootPlan.START, traced::send);
        traced.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000009   EPMAP 0, 3
                > 00:0088000000000000
                > 00:0050000300000002
                < 03:0001000000000010   0x10 records of 0x20 bytes
                > 03:0001000010004000
                > 03:0002000010008000
                """);
        assertEquals(2, traced.memory.openBuffers());
        traced.play("< 03:0001ffffffffffff");
        assertEquals(List.of(Notice.BUFFER_REFUSED), traced.notices);
    }

    @Test
    void kdebugGetsAsManyRecordsAsThereIsRoomForAndNoMore() {
        var traced = tracing();
        traced.play("< 03:0001000000008001   one more than a megabyte of records");
        assertEquals(List.of(Notice.BUFFER_REFUSED), traced.notices);
        traced.play("< 03:0001000000008000\n> 03:0001000010004000\n> 03:0002000010104000");
        assertEquals(1 << 20, traced.memory.bytesAt(0x1000_4000L).length);
        assertEquals(0x2000, traced.memory.bytesAt(0x1010_4000L).length);
    }

    @Test
    void kdebugsFirstBufferIsRoundedUpToTheGranule() {
        var traced = tracing();
        traced.play("< 03:0001000000000201   0x4020 bytes\n> 03:0001000010004000\n> 03:000200001000c000");
        assertEquals(0x8000, traced.memory.bytesAt(0x1000_4000L).length);
    }

    @Test
    void kdebugBuffersOfTheFirmwaresOwnAreLeftAlone() {
        var traced = tracing();
        traced.play("< 03:0002000010004000\n< 03:0003000010008000");
        assertEquals(List.of(), traced.notices);
        traced.play("< 03:0007000000000000");
        assertEquals(List.of(Notice.UNKNOWN_MESSAGE), traced.notices);
    }

    private static SessionFixture tracing() {
        var traced = new SessionFixture();
        traced.session.boot(BootPlan.START, traced::send);
        traced.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000009   EPMAP 0, 3
                > 00:0088000000000000
                > 00:0050000300000002
                """);
        return traced;
    }

    @Test
    void whatNoLayoutKnowsIsCountedOnEachOfThem() {
        ap.play("< 01:0070000000000000\n< 02:0070000000000000\n< 04:0070000000000000");
        assertEquals(List.of(Notice.UNKNOWN_MESSAGE, Notice.UNKNOWN_MESSAGE, Notice.UNKNOWN_MESSAGE), ap.notices);
    }

    @Test
    void theHighestAddressThatAReplyCanCarryIsGranted() {
        ap.memory.allocateNextAt(0xfff_ffff_ffffL);
        ap.play("< 02:0010100000000000\n> 02:00101fffffffffff");
        assertEquals(List.of(), ap.notices);
        ap.memory.allocateNextAt(0xffff_ffff_f000L);
        ap.play("< 08:0101000000000000\n> 08:0101000fffffffff");
        assertEquals(2, ap.memory.openBuffers());
    }

    @Test
    void aCrashSaysWhereAndHowMuchTheFirmwareSaid() {
        ap.play("< 01:0010200000000000\n> 01:0010200010004000\n< 01:0010300010004000");
        var crashed = assertInstanceOf(Phase.Crashed.class, ap.session.phase());
        assertEquals(0x1000_4000L, crashed.dump().iova());
        assertEquals(3 * 4096, crashed.dump().notifiedBytes());
        assertEquals(2 * 4096, crashed.dump().sizeBytes());
    }

    @Test
    void afterAReinitTheRingHasToBeSetUpAgain() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000\n< 02:0080000020000040");
        ap.session.reinit();
        ap.booted();
        ap.play("< 02:0010100000000000\n> 02:0010100010008000\n< 02:0050000000000003\n> 02:0050000000000003");
        assertEquals(List.of(Notice.SYSLOG_NOT_READY), ap.notices);
    }

    @Test
    void reinitGivesEveryBufferBack() {
        var all = new SessionFixture();
        all.session.boot(BootPlan.START, all::send);
        all.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:008800000000011f   EPMAP 0, 1, 2, 3, 4, 8
                > 00:0088000000000000
                > 00:0050000100000002
                > 00:0050000200000002
                > 00:0050000300000002
                > 00:0050000400000002
                > 00:0050000800000002
                < 01:0010100000000000
                > 01:0010100010004000
                < 02:0010100000000000
                > 02:0010100010008000
                < 03:0001000000000010
                > 03:000100001000c000
                > 03:0002000010010000
                < 04:0010100000000000
                > 04:0010100010014000
                < 08:0101000000000000
                > 08:0101000000010018
                """);
        assertEquals(6, all.memory.openBuffers());
        all.session.reinit();
        assertEquals(0, all.memory.openBuffers());
        assertNotNull(all.session.refusesSend(0x20));
        all.booted();
        all.play("< 01:0010100000000000\n> 01:001010001001c000   a request again, not a crash");
        assertInstanceOf(Phase.Running.class, all.session.phase());
    }

    private void write(int index, String context, String text) {
        write(ap, index, context, text);
    }

    private static void write(SessionFixture to, int index, String context, String text) {
        byte[] ring = to.memory.bytesAt(SYSLOG_IOVA);
        byte[] contextBytes = context.getBytes(StandardCharsets.ISO_8859_1);
        byte[] textBytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(contextBytes, 0, ring, index * 0x40 + 8, contextBytes.length);
        System.arraycopy(textBytes, 0, ring, index * 0x40 + 0x20, textBytes.length);
    }
}
