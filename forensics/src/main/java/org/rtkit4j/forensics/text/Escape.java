package org.rtkit4j.forensics.text;

/// Makes text from outside harmless: printable ASCII and line feeds stay, a tab becomes a blank, the rest is spelled
/// out, so that no terminal, log or page takes it for a command.
public final class Escape {
    private static final String HEX = "0123456789abcdef";

    private Escape() {}

    public static String text(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!isHarmless(raw.charAt(i))) {
                return escaped(raw, i);
            }
        }
        return raw;
    }

    /// Escapes and keeps on one line.
    public static String line(String raw) {
        return text(raw).replace("\n", "\\n");
    }

    private static String escaped(String raw, int from) {
        var out = new StringBuilder(raw.length() + 16).append(raw, 0, from);
        for (int i = from; i < raw.length(); i++) {
            append(out, raw.charAt(i));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (isHarmless(c)) {
            out.append(c);
        } else if (c == '\t') {
            out.append(' ');
        } else if (c < 0x100) {
            hex(out.append("\\x"), c, 2);
        } else {
            hex(out.append("\\u"), c, 4);
        }
    }

    private static void hex(StringBuilder out, char c, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >>> shift) & 0xf));
        }
    }

    private static boolean isHarmless(char c) {
        return (c >= 0x20 && c <= 0x7e) || c == '\n';
    }
}
