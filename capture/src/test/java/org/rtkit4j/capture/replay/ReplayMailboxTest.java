package org.rtkit4j.capture.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureFormatException;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.port.SharedBuffer;

/// Words by hand: a wake, HELLO, a syslog buffer and two entries.
class ReplayMailboxTest {
    private static final long WAKE = 0x0060_0000_0000_0220L;
    private static final long HELLO = 0x0010_0000_000c_000bL;
    private static final long HELLO_ACK = 0x0020_0000_000c_000cL;
    private static final long REQUEST = 0x0010_1000_0000_0000L;
    private static final long GRANT = 0x0010_1000_1000_4000L;
    private static final long LOG = 0x0050_0000_0000_0000L;
    private static final long START = 0x0050_0020_0000_0002L;

    private final List<Long> heard = new ArrayList<>();

    @Test
    void theFirmwareAnswersWhatItAnswered() throws Exception {
        var mailbox = mailbox();
        assertFalse(poll(mailbox), "nothing is said to those who have said nothing");
        mailbox.offer(WAKE, 0);
        assertTrue(poll(mailbox));
        assertFalse(poll(mailbox), "the buffer is asked for after HELLO_ACK");
        mailbox.offer(HELLO_ACK, 0);
        assertTrue(poll(mailbox));
        try (SharedBuffer buffer = mailbox.memory().allocate(0x1000)) {
            assertEquals(0x1000_4000, buffer.iova());
            mailbox.offer(GRANT, 2);
            assertTrue(poll(mailbox));
            byte[] bytes = new byte[2];
            buffer.read(0x10, bytes, 0, 2);
            assertEquals(List.of((byte) 'h', (byte) 'i'), List.of(bytes[0], bytes[1]));
        }
        assertEquals(List.of(HELLO, REQUEST, LOG), heard);
    }

    @Test
    void hostsInterleaveEndpointsAsTheyLike() throws Exception {
        var mailbox = upToTheEntry();
        // The recorded host echoed first and started the endpoint then.
        mailbox.offer(START, 0);
        assertFalse(poll(mailbox));
        mailbox.offer(LOG, 2);
        assertTrue(poll(mailbox));
        assertEquals(LOG + 1, heard.getLast());
    }

    @Test
    void theFirstDifferenceEndsItForGood() throws Exception {
        var mailbox = upToTheEntry();
        var diverged = assertThrows(ReplayDivergedException.class, () -> mailbox.offer(LOG + 3, 2));
        assertEquals(
                "f: packet 8, offset=" + offsetOfEcho()
                        + ": the host differs: expected 02:0050000000000000 LOG(INDEX=0),"
                        + " came 02:0050000000000003 LOG(INDEX=3)",
                diverged.toString());
        assertSame(diverged, mailbox.divergence());
        assertSame(diverged, assertThrows(ReplayDivergedException.class, () -> mailbox.offer(LOG, 2)));
        assertSame(diverged, assertThrows(ReplayDivergedException.class, () -> poll(mailbox)));
    }

    @Test
    void linesFollowTheRecording() throws Exception {
        var mailbox = mailbox();
        var fired = new ArrayList<String>();
        mailbox.sendEmpty().arm(() -> fired.add("send"));
        mailbox.receiveNotEmpty().arm(() -> fired.add("receive"));
        assertEquals(List.of("send"), fired);
        mailbox.cpu().write32(0x44, 0x10);
        assertEquals(List.of("send"), fired, "the recorded host sent its wake before HELLO");
        mailbox.offer(WAKE, 0);
        assertEquals(List.of("send", "receive"), fired);
        assertTrue(mailbox.receiveNotEmpty().isAsserted());
    }

    @Test
    void whatIsNotWholeIsNotReplayed() throws Exception {
        for (long dropped : new long[] {0, 1}) {
            var out = new ByteArrayOutputStream();
            try (var writer = CaptureWriter.to(out)) {
                writer.addInterface("smc", "");
                Direction direction = dropped == 0 ? Direction.BOTH : Direction.AP_TO_IOP;
                writer.message(0, 0, direction, Vocabulary.SMC, 0, 0, dropped);
            }
            var file = CaptureFile.of("f", out.toByteArray());
            var refused = assertThrows(CaptureFormatException.class, () -> Recording.of(file, "smc"));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("f: cannot be replayed from packet 1: offset="));
        }
    }

    @Test
    void anInterfaceIsChosenByItsName() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(out)) {
            writer.addInterface("smc", "");
            writer.addInterface("ans", "");
        }
        var file = CaptureFile.of("f", out.toByteArray());
        Recording.of(file, "ANS");
        var refused = assertThrows(CaptureFormatException.class, () -> Recording.of(file, "dcp"));
        assertEquals("f: no such mailbox: name=dcp, there are [smc, ans]", refused.getMessage());
    }

    private ReplayMailbox upToTheEntry() throws IOException {
        var mailbox = mailbox();
        mailbox.offer(WAKE, 0);
        poll(mailbox);
        mailbox.offer(HELLO_ACK, 0);
        poll(mailbox);
        mailbox.offer(GRANT, 2);
        poll(mailbox);
        return mailbox;
    }

    private boolean poll(ReplayMailbox mailbox) {
        return mailbox.poll((msg0, _) -> heard.add(msg0));
    }

    private static ReplayMailbox mailbox() throws IOException {
        return new ReplayMailbox(Recording.of(CaptureFile.of("f", recorded()), "generic"));
    }

    private static long offsetOfEcho() throws IOException {
        var cursor = CaptureFile.of("f", recorded()).cursor();
        while (cursor.next() && cursor.number() < 8) {
            assertTrue(cursor.offset() > 0);
        }
        return cursor.offset();
    }

    private static byte[] recorded() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = CaptureWriter.to(out)) {
            writer.addInterface("generic", "");
            ap(writer, 0, WAKE);
            iop(writer, 0, HELLO);
            ap(writer, 0, HELLO_ACK);
            iop(writer, 2, REQUEST);
            ap(writer, 2, GRANT);
            iop(writer, 2, LOG);
            writer.memory(
                    0, 0, Direction.IOP_TO_AP, Vocabulary.GENERIC, 0x1000_4010, 2, ByteBuffer.wrap(new byte[] {'h', 'i'
                    }));
            ap(writer, 2, LOG);
            ap(writer, 0, START);
            iop(writer, 2, LOG + 1);
        }
        return out.toByteArray();
    }

    private static void ap(CaptureWriter writer, int endpoint, long msg0) throws IOException {
        writer.message(0, 0, Direction.AP_TO_IOP, Vocabulary.GENERIC, msg0, endpoint, 0);
    }

    private static void iop(CaptureWriter writer, int endpoint, long msg0) throws IOException {
        writer.message(0, 0, Direction.IOP_TO_AP, Vocabulary.GENERIC, msg0, endpoint, 0);
    }
}
