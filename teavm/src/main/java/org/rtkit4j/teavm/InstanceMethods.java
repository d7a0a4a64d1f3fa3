package org.rtkit4j.teavm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// Instance methods: the first argument is what they are called on.
public final class InstanceMethods {
    private InstanceMethods() {}

    /// As `String.indexOf`, up to an end.
    public static int indexOf(String self, int c, int from, int to) {
        int end = Math.min(to, self.length());
        for (int i = Math.max(from, 0); i < end; i++) {
            if (self.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    /// As `String.indexOf`, up to an end.
    public static int indexOf(String self, String word, int from, int to) {
        int last = to - word.length();
        for (int i = from; i <= last; i++) {
            if (self.startsWith(word, i)) {
                return i;
            }
        }
        return -1;
    }

    /// TeaVM's own takes only U+0020 for blank.
    public static boolean isBlank(String self) {
        for (int i = 0; i < self.length(); i++) {
            if (!Character.isWhitespace(self.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// TeaVM's own leaves it to the browser, for which U+001C to U+001F are none of what is stripped, and
    /// U+00A0 and U+FEFF are.
    public static String strip(String self) {
        return stripTrailing(stripLeading(self));
    }

    /// See [#strip].
    public static String stripLeading(String self) {
        int from = 0;
        while (from < self.length() && Character.isWhitespace(self.charAt(from))) {
            from++;
        }
        return self.substring(from);
    }

    /// See [#strip].
    public static String stripTrailing(String self) {
        int to = self.length();
        while (to > 0 && Character.isWhitespace(self.charAt(to - 1))) {
            to--;
        }
        return self.substring(0, to);
    }

    /// As `String.lines`, but at once: reports are small.
    public static Stream<String> lines(String self) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < self.length()) {
            int end = endOfLine(self, at);
            lines.add(self.substring(at, end));
            at = end + (self.startsWith("\r\n", end) ? 2 : 1);
        }
        return lines.stream();
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /// As `StringBuilder.repeat`.
    public static StringBuilder repeat(StringBuilder self, int c, int count) {
        for (int i = 0; i < count; i++) {
            self.appendCodePoint(c);
        }
        return self;
    }

    /// As `ByteArrayOutputStream.writeBytes`.
    public static void writeBytes(ByteArrayOutputStream self, byte[] bytes) {
        self.write(bytes, 0, bytes.length);
    }

    /// TeaVM's own asks once more where it has all: a stream that gives nothing for nothing is asked for ever.
    public static int readNBytes(InputStream self, byte[] into, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, into.length);
        int taken = 0;
        while (taken < count) {
            int more = self.read(into, from + taken, count - taken);
            if (more < 0) {
                break;
            }
            taken += more;
        }
        return taken;
    }

    /// As `ByteBuffer.slice`.
    public static ByteBuffer slice(ByteBuffer self, int from, int length) {
        ByteBuffer copy = self.duplicate();
        copy.limit(from + length);
        copy.position(from);
        return copy.slice();
    }

    /// As `Matcher.replaceAll`.
    public static String replaceAll(Matcher self, Function<MatchResult, String> replacer) {
        self.reset();
        var out = new StringBuilder();
        while (self.find()) {
            self.appendReplacement(out, replacer.apply(self));
        }
        return self.appendTail(out).toString();
    }
}
