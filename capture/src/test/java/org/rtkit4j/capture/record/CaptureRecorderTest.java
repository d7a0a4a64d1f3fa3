package org.rtkit4j.capture.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.pcapng.Statistics;
import org.rtkit4j.capture.tap.TapMailbox;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.port.SharedBuffer;

class CaptureRecorderTest {
    private static final long EPOCH = 1_000_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final FakeMailbox mailbox = new FakeMailbox(100);

    @Test
    void whatIsSaidStandsInTheFile() throws Exception {
        try (var recorder = new CaptureRecorder(CaptureWriter.to(file), clock, EPOCH)) {
            var tap = new TapMailbox(mailbox, recorder.add("ans", "by hand", 16), clock);
            clock.advance(7);
            tap.offer(0x0060_0000_0000_0220L, 0);
            tap.note("waiting");
            clock.advance(3);
            mailbox.say(0, 0x0010_0000_000c_000bL);
            tap.poll((_, _) -> {});
        }
        assertEquals(
                List.of(
                        "0 @1000000000007 AP → IOP 60000000000220 dropped 0",
                        "2 @1000000000007 both 0 dropped 0",
                        "0 @1000000000010 IOP → AP 100000000c000b dropped 0"),
                lines(new Statistics(3, 0)));
    }

    @Test
    void whatFindsTheRingFullIsCountedWhereItIsMissing() throws Exception {
        try (var recorder = new CaptureRecorder(CaptureWriter.to(file), clock, 0)) {
            TapRing ring = recorder.add("ans", "", 4);
            var tap = new TapMailbox(mailbox, ring, clock);
            for (int i = 0; i < 9; i++) {
                tap.offer(i, 0);
            }
            recorder.pump();
            tap.offer(9, 0);
        }
        List<String> lines = lines(new Statistics(10, 5));
        assertEquals(5, lines.size());
        assertEquals("0 @0 AP → IOP 9 dropped 5", lines.getLast());
    }

    @Test
    void aThreadWritesWithoutBeingAsked() throws Exception {
        var recorder = new CaptureRecorder(CaptureWriter.to(file), clock, 0).start();
        var tap = new TapMailbox(mailbox, recorder.add("ans", "", 1 << 10), clock);
        for (int i = 0; i < 90; i++) {
            tap.offer(i, 0);
        }
        recorder.close();
        recorder.close();
        assertEquals(90, lines(new Statistics(90, 0)).size());
    }

    @Test
    void aDiskThatIsFullEndsTheRecordingAndNotTheConversation() throws Exception {
        var full = new OutputStream() {
            private int left = 3;

            @Override
            public void write(int b) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
        var recorder = new CaptureRecorder(CaptureWriter.to(full), clock, 0);
        var tap = new TapMailbox(new FakeMailbox(1 << 20), recorder.add("ans", "", 1 << 12), clock);
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 1 << 12; i++) {
                tap.offer(i, 0);
            }
            int pumped = recorder.pump();
            while (pumped > 0) {
                pumped = recorder.pump();
            }
        }
        assertEquals(0, tap.ring().dropped());
        var failure = assertThrows(IOException.class, recorder::close);
        assertEquals("No space left on device", failure.getMessage());
    }

    @Test
    void memoryThatAMessageRefersToIsCopiedWhenItIsSaid() throws Exception {
        var memory = new FakeMemory();
        var watched = new TappedMemory(memory, Vocabulary.GENERIC);
        try (var recorder = new CaptureRecorder(CaptureWriter.to(file), clock, 0);
                SharedBuffer ring = watched.allocate(0x1000)) {
            var tap = new TapMailbox(mailbox, recorder.add("generic", "", 64), clock, watched);
            say(tap, 2, 0x0010_1000_0000_0000L);
            tap.offer(0x0010_1000_0000_0000L | ring.iova(), 2);
            say(tap, 2, 0x0080_0000_2000_0004L);
            memory.bytesAt(ring.iova())[0x40 + 0x20] = 'A';
            say(tap, 2, 0x0050_0000_0000_0001L);
            memory.bytesAt(ring.iova())[0x40 + 0x20] = 'B';
            say(tap, 2, 0x0050_0000_0000_0004L);
            say(tap, 2, 0x0050_0000_0000_00ffL);
        }
        CaptureCursor cursor = CaptureFile.of("f", file.toByteArray()).cursor();
        var copies = new ArrayList<String>();
        while (cursor.next()) {
            if (cursor.kind() == 1) {
                byte[] bytes = cursor.body().array();
                copies.add("%x %d %c".formatted(cursor.msg0(), bytes.length, bytes[0x20]));
            }
        }
        assertEquals(List.of("10004040 64 A"), copies, "an index outside the ring refers to nothing");
    }

    private void say(TapMailbox tap, int endpoint, long msg0) {
        mailbox.say(endpoint, msg0);
        tap.poll((_, _) -> {});
    }

    private List<String> lines(Statistics expected) throws IOException {
        CaptureCursor cursor = CaptureFile.of("f", file.toByteArray()).cursor();
        var lines = new ArrayList<String>();
        while (cursor.next()) {
            lines.add("%d @%d %s %x dropped %d"
                    .formatted(cursor.kind(), cursor.timeNanos(), cursor.direction(), cursor.msg0(), cursor.dropped()));
        }
        assertNull(cursor.problem());
        assertEquals(expected, cursor.statistics(0));
        return lines;
    }
}
