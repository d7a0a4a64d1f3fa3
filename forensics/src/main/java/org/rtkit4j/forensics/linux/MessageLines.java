package org.rtkit4j.forensics.linux;

import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.MessageId;
import org.rtkit4j.forensics.text.Scan;

/// The texts of `RTKit: Message (id=1): text`, one line each.
///
/// Storage firmware of M4 puts text where the id belongs: `id=20202020` is four blanks, `id=6675420a` a line feed
/// and `Buf`. Such an id is put back in front of the text.
final class MessageLines {
    private final StringBuilder text = new StringBuilder();
    private boolean any;

    /// Reads behind `Message (id=`.
    void read(Scan line) {
        String start = line.digits() ? MessageId.asText(line.value()) : "";
        line.take("): ");
        line.take("):");
        separate(any ? "\n" : "");
        text.append(start);
        append(line);
        any = true;
    }

    boolean continueLast(Scan rest) {
        separate(" ");
        append(rest.skipBlanks());
        return true;
    }

    String text() {
        return Escape.text(text.toString().strip().replace(" \n", "\n"));
    }

    private void separate(String separator) {
        text.append(separator);
    }

    private void append(Scan line) {
        if (text.length() < Limits.MESSAGE_CHARS) {
            int room = Limits.MESSAGE_CHARS - text.length();
            int to = Math.min(line.end(), line.position() + room);
            text.append(line.source(), line.position(), to);
        }
    }
}
