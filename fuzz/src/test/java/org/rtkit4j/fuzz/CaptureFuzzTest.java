package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.MemoryContent;
import org.rtkit4j.capture.decode.PacketContent;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureFormatException;
import org.rtkit4j.capture.replay.Recording;
import org.rtkit4j.capture.replay.ReplayMailbox;

/// Any bytes as a capture: refused, or read to an end, with no more in it than the file has room for.
class CaptureFuzzTest {
    @FuzzTest
    void isRefusedOrRead(byte[] bytes) throws IOException {
        try {
            CaptureFile file = CaptureFile.of("fuzz", bytes);
            CaptureCursor cursor = file.cursor();
            var walk = new CaptureWalk(cursor);
            walk.walk(new Reader(bytes.length));
            walk.open();
            assertTrue(cursor.number() * 12 <= bytes.length);
            assertTrue(cursor.interfaces().size() * 20L <= bytes.length);
            replay(file);
        } catch (CaptureFormatException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("fuzz: "));
        }
    }

    // A host that says nothing hears what the firmware says on its own.
    private static void replay(CaptureFile file) throws CaptureFormatException {
        var mailbox = new ReplayMailbox(Recording.of(file, "smc"));
        mailbox.cpu().write32(0x44, 0x10);
        boolean more = true;
        while (more) {
            more = mailbox.poll((_, _) -> {});
        }
    }

    private record Reader(int size) implements CaptureVisitor {
        @Override
        public void onMessage(CapturedMessage message) {
            assertTrue(!message.text().isEmpty());
            message.dropped();
            String content = PacketContent.of(message);
            assertTrue(content == null || content.chars().allMatch(each -> each >= 0x20 && each < 0x7f), content);
            assertTrue(message.request() == null || message.request().number() < message.number());
        }

        @Override
        public void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) {
            assertTrue(bytes.remaining() < size);
            String content = MemoryContent.of(packet, bytes);
            assertTrue(content == null || content.chars().allMatch(each -> each >= 0x20 && each < 0x7f), content);
        }

        @Override
        public void onNote(CapturedMessage packet, String note) {
            assertTrue(note.length() < size);
        }
    }
}
