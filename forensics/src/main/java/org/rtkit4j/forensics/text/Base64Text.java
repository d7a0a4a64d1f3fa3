package org.rtkit4j.forensics.text;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that was carried as base64: by itself, in a `data:` address, or as a part of a mail.
///
/// Source: RFC 4648 section 4; RFC 2045 section 6.8, of which the lines of a mail's part are.
final class Base64Text {
    private static final int LEAST_CHARS = 64;
    /// As much of a mail is looked at for the line that says so.
    private static final int HEAD_CHARS = 1 << 14;
    private static final Pattern MAIL_PART = Pattern.compile(
            "(?i)Content-Transfer-Encoding: {0,8}base64[^\\n]{0,80}\\n(?:[^\\n]{1,998}\\n){0,32}\\r?\\n");
    private static final Pattern ADDRESS = Pattern.compile("^data:[\\w/+.;=-]{0,80};base64,");

    private final String text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    private Base64Text(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /// Returns what the text carries; the same object where that is nothing.
    static String open(Haystack haystack) {
        String text = haystack.text();
        int from = start(text);
        if (from < 0) {
            return text;
        }
        var carried = new Base64Text(text, from);
        boolean isIt = carried.read();
        return isIt ? text.substring(0, from).strip() + "\n" + carried.decoded() + text.substring(carried.at) : text;
    }

    /// Returns where base64 may begin, or -1.
    private static int start(String text) {
        if (isOfIt(text, 0)) {
            return 0;
        }
        String head = text.substring(0, Math.min(text.length(), HEAD_CHARS));
        Matcher address = ADDRESS.matcher(head);
        if (head.startsWith("data:") && address.find()) {
            return address.end();
        }
        Matcher part = MAIL_PART.matcher(head);
        return head.contains("ransfer-") && part.find() ? part.end() : -1;
    }

    /// Whether so many characters are of base64, which no report begins with.
    private static boolean isOfIt(String text, int from) {
        int to = Math.min(text.length(), from + LEAST_CHARS);
        for (int i = from; i < to; i++) {
            if (value(text.charAt(i)) < 0) {
                return false;
            }
        }
        return to - from == LEAST_CHARS;
    }

    /// Reads as far as base64 goes; false where a text of it does not end in a line's end.
    private boolean read() {
        int bits = 0;
        int held = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            int value = value(c);
            if (value >= 0) {
                bits = (bits << 6) | value;
                held += 6;
                if (held >= Byte.SIZE) {
                    held -= Byte.SIZE;
                    bytes.write(bits >>> held);
                }
            } else if (c > ' ' && c != '=') {
                break;
            }
        }
        return bytes.size() >= LEAST_CHARS / 2 && (at == text.length() || text.charAt(at - 1) <= ' ');
    }

    private String decoded() {
        return Decoding.text(bytes.toByteArray());
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
