package org.rtkit4j.fleet.privacy;

/// What stands in a text, as far as one look at each character tells. Nearly every text of a report has nothing to be
/// taken out, and to try each pattern was the dearest thing that was done with it.
final class RedactionHints {
    /// What paths have in front of a user's name, by rule.
    static final int HOME = 1;

    static final int VOLUMES = 1 << 1;
    static final int FOLDERS = 1 << 2;
    static final int AT = 1 << 3;
    static final int PLUS = 1 << 4;
    /// An apostrophe, as in `Jane's`; some systems write one that is not ASCII's.
    static final int NAME_MARK = 1 << 5;
    static final int FOUR_DASHES = 1 << 6;
    static final int TWO_COLONS = 1 << 7;
    static final int FIVE_COLONS = 1 << 8;
    /// Three dots or more that have a digit on both sides.
    static final int THREE_DOTS = 1 << 9;
    /// What gives a name to something: `:` or `=`.
    static final int ASSIGNED = 1 << 10;
    /// Ten to twelve capitals and digits, with both among them.
    static final int SERIAL_WORD = 1 << 11;
    /// Sixteen hexadecimal digits or more, which no other letter stands before.
    static final int HEX_WORD = 1 << 12;
    /// What is said before a number of a device, before a name with blanks, and before one without: see [LabelWords].
    static final int SERIAL = 1 << 13;

    static final int PHRASE = 1 << 14;
    static final int WORD = 1 << 15;
    /// What Apple's devices are called in the name of a host.
    static final int DEVICE = 1 << 16;
    /// How names of hosts end where nobody has given them one.
    static final int LOCAL = 1 << 17;

    private static final LabelWords WORDS = new LabelWords()
            .add(HOME, "/users", "\\users", "/home", "\\home")
            .add(VOLUMES, "/volumes/")
            .add(FOLDERS, "/var/folders/")
            .add(SERIAL, "serial", "s/n", "ecid", "udid", "imei", "meid", "iccid", "dsid")
            .add(SERIAL, "crashreporter", "crash reporter", "crash_reporter", "incident", "anonymous uuid")
            .add(SERIAL, "uniquechip", "unique chip", "unique_chip", "unique-chip")
            .add(PHRASE, "ssid", "networkname", "network name", "computername", "computer name", "devicename")
            .add(PHRASE, "device name", "appleid", "apple id", "fullname", "full name")
            .add(WORD, "hostname", "host name", "nodename", "node name", "user", "login", "account", "owner")
            .add(DEVICE, "-macbook", "-iphone", "-ipad", "-imac", "-mac-")
            .add(LOCAL, ".local", ".lan", ".home.arpa");

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
            hints.add(text, i);
        }
        hints.endWord();
        return hints.found | WORDS.in(text);
    }

    private void add(String text, int at) {
        char c = text.charAt(at);
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
            mark(c, text, at);
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

    private void mark(char c, String text, int at) {
        switch (c) {
            case '@' -> found |= AT;
            case '+' -> found |= PLUS;
            case '=' -> found |= ASSIGNED;
            case '\'', '\u2019' -> found |= NAME_MARK;
            case '-' -> found |= ++dashes >= 4 ? FOUR_DASHES : 0;
            case ':' -> found |= ++colons >= 5 ? FIVE_COLONS : colons >= 2 ? TWO_COLONS : ASSIGNED;
            case '.' -> found |= isDigit(text, at - 1) && isDigit(text, at + 1) && ++dots >= 3 ? THREE_DOTS : 0;
            default -> {
                // Means nothing here.
            }
        }
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
