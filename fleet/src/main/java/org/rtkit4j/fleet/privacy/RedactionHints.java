package org.rtkit4j.fleet.privacy;

/// What stands in a text, as far as one look at each character tells. Nearly every text of a report has nothing to be
/// taken out, and to try each pattern was the dearest thing that was done with it.
final class RedactionHints {
    static final int SLASH = 1;
    static final int AT = 1 << 1;
    static final int PLUS = 1 << 2;
    /// An apostrophe, as in `Jane's`; some systems write one that is not ASCII's.
    static final int NAME_MARK = 1 << 3;
    static final int DASH = 1 << 4;
    static final int FOUR_DASHES = 1 << 5;
    static final int TWO_COLONS = 1 << 6;
    static final int DOT = 1 << 7;
    static final int THREE_DOTS = 1 << 8;
    /// Ten to twelve capitals and digits, with both among them.
    static final int SERIAL_WORD = 1 << 9;
    /// Sixteen hexadecimal digits or more, which no other letter stands before.
    static final int HEX_WORD = 1 << 10;
    /// A word that is said before a name: see [LabelWords].
    static final int LABEL = 1 << 11;
    /// A word that Apple's devices are called by.
    static final int DEVICE = 1 << 12;

    private static final LabelWords LABELS = new LabelWords(
            "serial",
            "s/n",
            "ecid",
            "udid",
            "imei",
            "meid",
            "iccid",
            "dsid",
            "crash",
            "incident",
            "unique",
            "anonymous",
            "ssid",
            "network",
            "computer",
            "device",
            "apple",
            "full",
            "host",
            "node",
            "user",
            "login",
            "account",
            "owner");
    private static final LabelWords DEVICES = new LabelWords("iphone", "ipad", "imac", "mac");

    private int found;
    private int dashes;
    private int colons;
    private int dots;
    private int length;
    private boolean hasDigit;
    private boolean hasCapital;
    private boolean hasSmall;
    private boolean isHex = true;

    private RedactionHints() {}

    /// Returns what a text has, as the sum of the bits above.
    static int of(String text) {
        var hints = new RedactionHints();
        for (int i = 0; i < text.length(); i++) {
            hints.add(text.charAt(i));
        }
        hints.endWord();
        return hints.found | (LABELS.areIn(text) ? LABEL : 0) | (DEVICES.areIn(text) ? DEVICE : 0);
    }

    private void add(char c) {
        if (c >= '0' && c <= '9') {
            length++;
            hasDigit = true;
        } else if (c >= 'a' && c <= 'z') {
            length++;
            hasSmall = true;
            isHex &= c <= 'f';
        } else if (c >= 'A' && c <= 'Z') {
            length++;
            hasCapital = true;
            isHex &= c <= 'F';
        } else {
            endWord();
            mark(c);
        }
    }

    private void endWord() {
        if (length >= 10) {
            found |= hasDigit && hasCapital && !hasSmall && length <= 12 ? SERIAL_WORD : 0;
            found |= isHex && length >= 16 ? HEX_WORD : 0;
        }
        length = 0;
        hasDigit = false;
        hasCapital = false;
        hasSmall = false;
        isHex = true;
    }

    private void mark(char c) {
        switch (c) {
            case '/', '\\' -> found |= SLASH;
            case '@' -> found |= AT;
            case '+' -> found |= PLUS;
            case '\'', '\u2019' -> found |= NAME_MARK;
            case '-' -> found |= ++dashes >= 4 ? DASH | FOUR_DASHES : DASH;
            case ':' -> found |= ++colons >= 2 ? TWO_COLONS : 0;
            case '.' -> found |= ++dots >= 3 ? DOT | THREE_DOTS : DOT;
            default -> {
                // Means nothing here.
            }
        }
    }
}
