package org.rtkit4j.fleet.privacy;

import java.util.HexFormat;

/// What stands in a text, as far as one look at each character tells. Nearly every text of a report has nothing to be
/// taken out, and to try each pattern was the dearest thing that was done with it.
final class RedactionHints {
    /// What paths have in front of a user's name, by rule.
    static final int HOME = 1;

    static final int VOLUMES = 1 << 1;
    static final int FOLDERS = 1 << 2;
    static final int AT = 1 << 3;
    static final int PLUS = 1 << 4;
    /// An apostrophe, as in `Jane's`, in whatever spelling.
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

    /// A user's folder as `~name`.
    static final int TILDE = 1 << 18;
    static final int ADDRESS_OF_WEB = 1 << 19;
    /// What Apple's devices are called by themselves.
    static final int GADGET = 1 << 20;
    static final int NETWORK = 1 << 21;
    static final int HOST = 1 << 22;
    /// Two dots or more that have a hexadecimal digit on both sides.
    static final int HEX_DOTS = 1 << 23;
    /// What is said before the address of a network's card.
    static final int MAC = 1 << 24;
    /// Four hexadecimal digits or more, or six pairs of them, with no other letter beside.
    static final int CARD_DIGITS = 1 << 25;
    /// What somebody's thing is.
    static final int OWNED = 1 << 26;

    static final int LOGGED = 1 << 27;
    static final int UID = 1 << 28;

    private static final LabelWords WORDS = new LabelWords()
            .add(HOME, "/users", "\\users", "2fusers", "5cusers", "/home", "\\home", "2fhome", "5chome")
            .add(HOME, "documents and settings")
            .add(VOLUMES, "/volumes", "\\volumes", "2fvolumes", "5cvolumes")
            .add(FOLDERS, "folders")
            .add(AT, "%40", "(at)", "[at]")
            .add(NAME_MARK, "%27", "%e2%80%99")
            .add(SERIAL, "serial", "s/n", "ecid", "udid", "imei", "meid", "iccid", "dsid", "incident")
            .add(SERIAL, "crash?reporter", "anonymous?uuid", "unique?chip")
            .add(PHRASE, "ssid", "network?name", "wifi", "wi-fi", "wlan", "wireless", "hot?spot", "airport")
            .add(PHRASE, "computer?name", "device?name", "apple?id", "apple?account", "full?name", "real?name")
            .add(PHRASE, "first?name", "last?name", "given?name", "family?name", "nick?name")
            .add(PHRASE, "bluetooth?name", "airdrop?name")
            .add(WORD, "host?name", "node?name", "login", "logname", "account", "owner")
            // Not as in `userspace`: whoever misses a watchdog's word says it.
            .add(WORD, "user!", "users!", "user?name", "user?id", "user?login", "user?account")
            .add(WORD, "password", "passphrase", "passwd")
            .add(LOGGED, "logged", "signed")
            .add(UID, "uid ", "uid=", "uid:")
            .add(NETWORK, "network", "hot?spot", "access point", "wifi", "wi-fi", "wlan", "wireless")
            .add(NETWORK, "joined", "associated")
            .add(HOST, "host", "server", "computer")
            .add(MAC, "mac", "addr", "ether", "bssid")
            .add(DEVICE, "-macbook", "-iphone", "-ipad", "-imac", "-mac")
            .add(DEVICE, "_macbook", "_iphone", "_ipad", "_imac", "_mac")
            .add(DEVICE, "iphone-", "ipad-", "macbook-", "imac-")
            .add(GADGET, "iphone", "ipad", "ipod", "macbook", "imac", "airpods", "homepod")
            .add(GADGET, "apple watch", "apple\u00a0watch")
            .add(GADGET, "mac mini", "mac pro", "mac studio", "mac v", "mac d", "mac l", "mac o")
            .add(OWNED, "iphone", "ipad", "ipod", "mac", "airpods", "homepod", "watch", "apple")
            .add(ADDRESS_OF_WEB, "://", ":/\\", ":\\/", ":\\\\", ":/%", ":\\%", ":%2", ":%5", "%3a")
            .add(LOCAL, ".local", ".lan", ".home.arpa", ".corp", ".intranet", ".fritz.box", ".ts.net")
            .add(LOCAL, ".com", ".org", ".net", ".edu");

    private int found;
    private int dashes;
    private int colons;
    private int pairs;
    private int dots;
    private int hexDots;
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
        if (isHex && length >= 2) {
            found |= length >= 4 || (length == 2 && ++pairs >= 6) ? CARD_DIGITS : 0;
        }
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
            case '@', '\uff20' -> found |= AT;
            case '+' -> found |= PLUS;
            case '~' -> found |= TILDE;
            case '=', '>', '\uff1a' -> found |= ASSIGNED;
            case '\'', '`', '\u00b4', '\u02bc', '\u2018', '\u2019', '\u201b', '\u2032', '\uff07', '\u00e2' ->
                found |= NAME_MARK;
            case '-' -> found |= ++dashes >= 4 ? FOUR_DASHES : 0;
            case ':' -> found |= ++colons >= 5 ? FIVE_COLONS : colons >= 2 ? TWO_COLONS : ASSIGNED;
            case '.' -> dot(text, at);
            default -> {
                // Means nothing here.
            }
        }
    }

    private void dot(String text, int at) {
        if (isHexDigit(text, at - 1) && isHexDigit(text, at + 1)) {
            found |= ++hexDots >= 2 ? HEX_DOTS : 0;
            found |= isDigit(text, at - 1) && isDigit(text, at + 1) && ++dots >= 3 ? THREE_DOTS : 0;
        }
    }

    private static boolean isHexDigit(String text, int at) {
        return at >= 0 && at < text.length() && HexFormat.isHexDigit(text.charAt(at));
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
