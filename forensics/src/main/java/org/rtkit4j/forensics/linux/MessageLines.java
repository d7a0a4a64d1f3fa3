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
    private long id = -1;

    /// Reads behind `Message (id=`.
    ///
    /// @param follows whether the line before was one of a message, too
    void read(Scan line, boolean follows) {
        long number = line.digits() ? line.value() : -1;
        boolean isNew = !follows || number != id;
        // Linux repeats the id on each line of a message; as text, it stands in front of the first only.
        String start = number < 0 || !isNew ? "" : MessageId.asText(number);
        if (isNew) {
            endMessage();
        }
        id = number;
        line.take("): ");
        line.take("):");
        separate(any ? "\n" : "");
        text.append(start);
        append(line);
        any = true;
    }

    /// A message that ends in a line feed is followed by a line without text, which is none of the message's.
    private void endMessage() {
        while (!text.isEmpty() && text.charAt(text.length() - 1) <= ' ') {
            text.setLength(text.length() - 1);
        }
        any = !text.isEmpty();
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
