package org.rtkit4j.forensics.text;

import java.util.HashMap;
import java.util.Map;

/// The words of panic reports that a scanned picture spells with characters that look alike: `tirneout`, `RTKlt`,
/// `micl`. They become those again; words that no report has stay as they are.
public final class ScannedWords {
    /// What is said of a text that was mended.
    public static final String CHANGED =
            "words that a scan, a hand or a translator has changed: read as reports have them";

    /// What scanned pictures have and reports do not.
    private static final String[] SIGNS = {
        "RTKlt",
        "RTKIt",
        "RTK1t",
        "UUlD",
        "UU1D",
        "tirne",
        "frorn",
        "therrn",
        "rnonit",
        "watchd0g",
        "tlme",
        "serv1ce",
        "servlce",
        "sens0r",
        "fuI ",
        "PANlC",
        "PAN1C",
        "panlc",
        "CaII",
        "CaIl",
        "C1ient",
        "CIient",
        "cpu O",
        "cpu l",
        "O seconds",
        "l seconds",
        "I seconds",
        "Ox"
    };

    /// No picture holds more.
    private static final int MOST_CHARS = 1 << 16;

    private static final int LONGEST = 24;
    private static final Map<String, String> WORDS = byShape(
            "RTKit UUID Client Time Faulting task Call Stack panic PANIC caller userspace watchdog timeout successful"
                    + " checkins from checkin thermalmonitord WindowServer watchdogd backboardd SpringBoard configd logd"
                    + " remoted wifid service returned alive context unhealthy current expected Missing sensor mic1 mic2"
                    + " mic3 mic4 Prs0 TG0B TG0V array seconds since monitoring last enabled total induced crash crashes"
                    + " Sleep Wake transition timed after while calling power state change callbacks Suspected bundle"
                    + " Kernel data abort instruction fetch failure Misc Debugger message Panicked pages threads pid"
                    + " kernel_task Epoch Boot Calendar version System model name Extensions backtrace dependency SOCD"
                    + " report detected Unexpected reset occurred nvme handleInterrupt error interrupt device");

    private ScannedWords() {}

    /// Returns a text with such words mended that shows signs of a scan; the same object for every other.
    static String mended(Haystack text) {
        boolean isScanned = text.text().length() <= MOST_CHARS && text.containsOneOf(SIGNS);
        return isScanned ? mended(text.text()) : text.text();
    }

    /// Returns a text with such words mended, whatever it looks like; the same object where there are none.
    public static String mended(String text) {
        StringBuilder mended = null;
        int kept = 0;
        int end;
        for (int at = 0; at < text.length(); at = end + 1) {
            end = wordEnd(text, at);
            String scanned = end - at <= LONGEST ? text.substring(at, end) : "";
            String word = isCount(text, at, end) ? Digits.mended(scanned) : word(scanned);
            if (!word.equals(scanned)) {
                mended = mended == null ? new StringBuilder(text.length()) : mended;
                mended.append(text, kept, at).append(word);
                kept = end;
            }
        }
        return mended == null ? text : mended.append(text, kept, text.length()).toString();
    }

    /// Whether letters that look like digits stand where a number of seconds does, or the one behind it: `in lOO
    /// seconds: lO, last`.
    private static boolean isCount(String text, int at, int end) {
        boolean isOne = end > at && end - at <= LONGEST;
        for (int i = at; isOne && i < end; i++) {
            isOne = Digits.isGuess(text.charAt(i));
        }
        return isOne && (text.startsWith(" seconds", end) || text.startsWith("seconds: ", at - 9));
    }

    private static String word(String scanned) {
        if (scanned.length() < 2) {
            return scanned;
        }
        if (isNumber(scanned)) {
            return Digits.mended(scanned);
        }
        String known = WORDS.getOrDefault(shape(scanned), scanned);
        return known.equalsIgnoreCase(scanned) ? scanned : known;
    }

    /// Whether a word has digits, and else what is taken for them.
    private static boolean isNumber(String word) {
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            if (Digits.hex(c) < 0 || Digits.hex(c) > 9) {
                return false;
            }
        }
        return digits > 0 && digits < word.length();
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '|' || isWordCharacter(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static Map<String, String> byShape(String words) {
        Map<String, String> byShape = new HashMap<>();
        for (String word : words.split(" ", -1)) {
            byShape.put(shape(word), word);
        }
        return Map.copyOf(byShape);
    }

    /// What words that look alike have in common.
    private static String shape(String word) {
        var shape = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            shape.append(alike(Character.toLowerCase(word.charAt(i))));
        }
        return shape.toString().replace("rn", "m").replace("vv", "w");
    }

    private static char alike(char c) {
        return switch (c) {
            case '1', 'i', '|' -> 'l';
            case '0' -> 'o';
            case '5' -> 's';
            case '8' -> 'b';
            default -> c;
        };
    }
}
