package org.rtkit4j.forensics.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text of any length in passages, so that no more of it is in memory than one of them.
///
/// A passage ends where a line does. A report that begins in its second half is left to the next one, so that no report
/// of usual size is cut.
public final class Passages {
    /// Whoever reads a passage has so much of the text before him.
    public static final int BYTES = 4 << 20;

    /// How reports begin that are read as a whole.
    private static final byte[][] STARTS = {
        bytes("panic(cpu"), bytes("\"panicString\""), bytes("### Crash dump:"), bytes("IOP crashed!")
    };

    /// Of each byte that one of them begins with, the byte behind it: most bytes are none of these.
    private static final byte[] SECOND_BYTES = secondBytes();

    private final InputStream in;
    private final byte[] buffer = new byte[BYTES];
    private int filled;
    private int end;
    private int linesBefore;

    /// @param head the beginning of the text, which was read from `in`
    /// @param in read as far as passages are asked for, not closed
    public Passages(byte[] head, InputStream in) {
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        TextEncoding encoding = TextEncoding.of(head);
        this.in = encoding == TextEncoding.UTF_8 ? whole : new ReencodedInput(whole, encoding);
    }

    private static byte[] bytes(String mark) {
        return mark.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] secondBytes() {
        var second = new byte[256];
        for (byte[] start : STARTS) {
            second[start[0]] = start[1];
        }
        return second;
    }

    /// Moves to the next passage; false at the end of the text.
    public boolean next() throws IOException {
        linesBefore += feeds();
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        filled += in.readNBytes(buffer, filled, buffer.length - filled);
        end = filled < buffer.length ? filled : cut();
        return end > 0;
    }

    /// Returns the passage's text.
    public String text() {
        return Decoding.text(buffer, end);
    }

    /// Returns how many lines stand before it.
    public int linesBefore() {
        return linesBefore;
    }

    private int feeds() {
        int feeds = 0;
        for (int i = 0; i < end; i++) {
            feeds += buffer[i] == '\n' ? 1 : 0;
        }
        return feeds;
    }

    private int cut() {
        int start = lastStart();
        int half = buffer.length / 2;
        int line = lineStart(start);
        if (line > half / 2) {
            return line;
        }
        // A text without line ends, as JSON may be: cut in its line.
        int last = lineStart(buffer.length);
        return start > half ? start : last > 0 ? last : buffer.length;
    }

    /// Where the last report begins in the second half; -1 where none does.
    private int lastStart() {
        for (int at = buffer.length - 2; at > buffer.length / 2; at--) {
            if (SECOND_BYTES[buffer[at] & 0xff] == buffer[at + 1] && startsAt(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean startsAt(int at) {
        for (byte[] start : STARTS) {
            int to = at + start.length;
            if (to <= buffer.length && Arrays.equals(buffer, at, to, start, 0, start.length)) {
                return true;
            }
        }
        return false;
    }

    /// Where the line begins that `at` stands in; 0 also where there is none before.
    private int lineStart(int at) {
        int start = Math.max(at, 0);
        while (start > 0 && buffer[start - 1] != '\n') {
            start--;
        }
        return start;
    }
}
