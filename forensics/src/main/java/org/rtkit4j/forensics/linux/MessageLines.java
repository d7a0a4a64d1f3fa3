package org.rtkit4j.forensics.linux;

import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.MessageId;
import org.rtkit4j.forensics.text.Scan;

/// The texts of `RTKit: Message (id=1): text`, one line each.
///
/// Storage firmware of M4 puts text where the id belongs: `id=20202020` is four blanks, `id=6675420a` a line feed
/// and
/// `Buf`. Such an id is put back in front of the text.
final class MessageLines {
    private final StringBuilder text = new StringBuilder();
    private boolean any;

    /// Reads behind `Message (id=`.
    void read(Scan line) {
        String start = line.digits() ? MessageId.asText(line.value()) : "";
        line.take("): ");
        line.take("):");
        append(any ? "\n" : "", start + line.rawRest());
        any = true;
    }

    boolean continueLast(String rest) {
        append(" ", rest);
        return true;
    }

    String text() {
        return Escape.text(text.toString().strip());
    }

    private void append(String separator, String line) {
        if (text.length() + line.length() < Limits.MESSAGE_CHARS) {
            text.append(separator).append(line.stripTrailing());
        }
    }
}
