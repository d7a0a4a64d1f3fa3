package org.rtkit4j.forensics.text;

/// UTF-8, decoded exactly as the JDK does. The page's JavaScript has no JDK below it, and what stands there in its
/// place makes other characters of malformed bytes.
///
/// The longest beginning of a character that is not ended becomes one U+FFFD, and so does each byte that begins none:
/// "substitution of maximal subparts" (Source: The Unicode Standard, section 3.9, table 3-7 for what may follow).
final class Utf8 {
    static final char BAD = '\ufffd';

    private final byte[] in;
    private final char[] out;
    private int at;
    private int length;

    private Utf8(byte[] in, int from) {
        this.in = in;
        this.at = from;
        this.out = new char[in.length - from];
    }

    /// Returns the characters from an offset on.
    static String decode(byte[] in, int from) {
        var text = new Utf8(in, from);
        while (text.at < in.length) {
            text.character();
        }
        return new String(text.out, 0, text.length);
    }

    private void character() {
        int lead = in[at] & 0xff;
        if (lead < 0x80) {
            out[length++] = (char) lead;
            at++;
            return;
        }
        int wanted = sizeBytes(lead);
        int there = 1;
        while (there < wanted && at + there < in.length && mayFollow(lead, there, in[at + there] & 0xff)) {
            there++;
        }
        put(there < wanted || wanted == 0 ? BAD : codePoint(lead, wanted));
        at += there;
    }

    /// Returns how many bytes a character has that begins with this one; 0 where none does.
    private static int sizeBytes(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    // The second byte of some leads is narrower: no character has two spellings, and none is beyond U+10FFFF. A
    // surrogate is not among what the JDK looks for there: it finds out at the end.
    private static boolean mayFollow(int lead, int index, int next) {
        int least = index > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = index == 1 && lead == 0xf4 ? 0x8f : 0xbf;
        return least <= next && next <= most;
    }

    private int codePoint(int lead, int size) {
        int code = lead & (0xff >> (size + 1));
        for (int i = 1; i < size; i++) {
            code = (code << 6) | (in[at + i] & 0x3f);
        }
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE ? BAD : code;
    }

    private void put(int code) {
        length += Character.toChars(code, out, length);
    }
}
