package org.rtkit4j.forensics.linux;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.text.Digits;
import org.rtkit4j.forensics.text.EntryPrefix;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Haystack;
import org.rtkit4j.forensics.text.Scan;

/// One line of a kernel log, taken apart: `prefix driver device: body`. A view that is moved from line to line.
///
/// No prefix is relied on, there are too many: only `driver device:` is looked for, and where that is missing, the
/// word `RTKit` at the line's start, behind a time stamp, or behind an ellipsis.
final class KernelLine {
    /// What people put around a line in the midst of their words.
    private static final char CODE = '`';

    private static final char ELLIPSIS = '\u2026';
    private static final int MAX_TOKEN = 64;
    private static final String RTKIT = "RTKit";

    private String text = "";
    private int start;
    private int end;
    private int driver;
    private int driverEnd;
    private int name;
    private int nameEnd;
    private int body;
    private boolean guessed;
    private String lastName = "";
    /// Where the word stands first from `rtkitFrom` on, in that text; -1 where it does not.
    private int rtkit = -1;

    private int rtkitFrom;
    private @Nullable String rtkitText;
    private @Nullable String keptText;
    private int keptStart;
    private int keptEnd;

    /// Moves to a line; false for one that speaks of no device and not of RTKit.
    boolean moveTo(Scan line) {
        text = line.source();
        start = line.start();
        end = line.end();
        for (int colon = text.indexOf(':', start, end); colon >= 0; colon = text.indexOf(':', colon + 1, end)) {
            if (endsDevice(colon)) {
                tagged(colon);
                return true;
            }
        }
        return bare();
    }

    private void tagged(int colon) {
        nameEnd = colon;
        driverEnd = name;
        while (driverEnd > start && text.charAt(driverEnd - 1) == ' ') {
            driverEnd--;
        }
        driver = nameStart(tokenStart(driverEnd), driverEnd);
        body = Math.min(colon + 2, end);
    }

    /// Passes over what a copy has put right in front of a driver's name: the sign of a difference, `MESSAGE=`.
    private int nameStart(int from, int to) {
        int at = to;
        while (at > from && isNameCharacter(text.charAt(at - 1))) {
            at--;
        }
        while (at < to - 1 && text.charAt(at) == '-') {
            at++;
        }
        return at;
    }

    private boolean bare() {
        guessed = false;
        body = nextRtkit();
        if (body < 0 || body + RTKIT.length() > end) {
            return false;
        }
        driver = body;
        driverEnd = body;
        name = body;
        nameEnd = body;
        int last = body;
        while (last > start && text.charAt(last - 1) <= ' ') {
            last--;
        }
        return last == start
                || text.charAt(last - 1) == ELLIPSIS
                || text.charAt(last - 1) == ']'
                || text.startsWith("kernel:", last - 7);
    }

    /// Returns where the word stands next, from the line's start on, or -1. Most lines do not have it: it is searched
    /// in the whole text, once from each of its places to the next.
    @SuppressWarnings("ReferenceEquality") // Passages may be alike, and are long: none is compared for each line.
    private int nextRtkit() {
        boolean isKnown = text == rtkitText && rtkitFrom <= start && (rtkit >= start || rtkit < 0);
        if (!isKnown) {
            rtkit = Haystack.next(text, RTKIT, start);
            rtkitText = text;
            rtkitFrom = start;
        }
        return rtkit;
    }

    /// Whether the name of a device ends at this colon: `231c00000.dcp:`, or `macsmc-power:`, `nvme0:`.
    private boolean endsDevice(int colon) {
        if (colon + 1 < end && text.charAt(colon + 1) != ' ') {
            return false;
        }
        int from = tokenStart(colon);
        name = from;
        if (isLastName(from, colon)) {
            guessed = false;
            return true;
        }
        if (isNamed(from, colon)) {
            guessed = false;
            return true;
        }
        int dot = text.indexOf('.', from, colon);
        if (dot <= from || dot >= colon - 1 || colon - from > MAX_TOKEN) {
            return false;
        }
        boolean guess = false;
        for (int i = from; i < colon; i++) {
            char c = text.charAt(i);
            if (i < dot && !isHex(c)) {
                guess = true;
                if (!Digits.isGuess(c)) {
                    return false;
                }
            } else if (i > dot && !isNameCharacter(c)) {
                return false;
            }
        }
        guessed = guess;
        return true;
    }

    /// Whether a device of a co-processor's driver has a name without an address.
    private boolean isNamed(int from, int to) {
        if (text.startsWith("macsmc-", from)) {
            return to - from <= MAX_TOKEN;
        }
        return text.startsWith("nvme", from)
                && to - from > 4
                && to - from < 8
                && text.charAt(from + 4) >= '0'
                && text.charAt(from + 4) <= '9';
    }

    // Most lines are of the device of the line before: its name has been looked at, and so has its hash.
    private boolean isLastName(int from, int to) {
        return to > from && to - from == lastName.length() && text.startsWith(lastName, from);
    }

    private int tokenStart(int to) {
        int at = to;
        while (at > start && text.charAt(at - 1) > ' ' && text.charAt(at - 1) != CODE && to - at <= MAX_TOKEN) {
            at--;
        }
        return at;
    }

    /// Whether the line names a device.
    boolean hasDevice() {
        return nameEnd > name;
    }

    /// The device's name, or an empty text; letters that a scanned picture made of digits in its address are those
    /// again.
    String deviceName() {
        if (isLastName(name, nameEnd)) {
            return lastName;
        }
        String whole = text.substring(name, nameEnd);
        if (guessed) {
            return mended(whole, whole.indexOf('.'));
        }
        lastName = whole;
        return whole;
    }

    /// Whether the driver's name begins so.
    boolean driverStartsWith(String name) {
        return text.startsWith(name, driver);
    }

    private static String mended(String name, int dot) {
        return Digits.mended(name.substring(0, dot)) + name.substring(dot);
    }

    Device device() {
        return hasDevice() ? new Device(Escape.line(text.substring(driver, driverEnd)), deviceName()) : Device.UNKNOWN;
    }

    boolean hasPrefix() {
        int at = start;
        while (at < driver && text.charAt(at) <= ' ') {
            at++;
        }
        return at < driver;
    }

    /// Keeps this line's prefix for [#keptPrefixLike]: few logs ask for its form, and it costs as much as the line.
    void keepPrefix() {
        keptText = text;
        keptStart = start;
        keptEnd = driver;
    }

    /// Returns the form of the prefix that was kept last, and lets go of it: `known` where it begins in that one.
    EntryPrefix keptPrefixLike(EntryPrefix known) {
        String kept = keptText;
        keptText = null;
        return kept == null || known.endIn(kept, keptStart, keptEnd) >= 0
                ? known
                : EntryPrefix.timeOf(kept.substring(keptStart, keptEnd));
    }

    /// What stands before the driver: the time, as the log gives it.
    String when() {
        return Escape.line(text.substring(start, driver).strip());
    }

    /// Whether the body begins with `RTKit`.
    boolean isRtkit() {
        return text.startsWith(RTKIT, body) && end - body >= 5;
    }

    /// What follows the colon and one blank; in a line without a device, everything from `RTKit` on.
    String body() {
        return text.substring(body, end);
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static boolean isNameCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ',';
    }
}
