package org.rtkit4j.forensics.explain;

import org.rtkit4j.forensics.model.CrashKind;

/// Small helps for writing sentences.
final class Sentence {
    private static final int LIKELY_HERTZ = 24_000_000;

    private Sentence() {}

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// Returns a sentence's subject for the middle of one: `the system` for `The system`, and names as they are.
    static String midst(String subject) {
        return subject.startsWith("The ") ? "the " + subject.substring(4) : subject;
    }

    /// Returns a kind's own word in brackets; nothing where the report has none.
    static String inBrackets(CrashKind kind) {
        boolean isOwn = !kind.word().equals("exception") && !kind.word().equals("crash");
        return isOwn ? " (" + kind + ")" : "";
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /// Returns a number with its thousands apart.
    static String grouped(long number) {
        String digits = Long.toString(Math.abs(number));
        var text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return (number < 0 ? "-" : "") + text;
    }

    /// Returns ticks, and what they last at the rate that is likely: 24 MHz, as counters of these chips run.
    static String duration(long ticks) {
        long length = Math.abs(ticks);
        String human;
        if (length >= LIKELY_HERTZ) {
            human = DecimalFraction.of(length, LIKELY_HERTZ, 1) + " s";
        } else if (length >= LIKELY_HERTZ / 1_000) {
            human = DecimalFraction.of(length, LIKELY_HERTZ / 1_000, 1) + " ms";
        } else {
            human = DecimalFraction.of(length, LIKELY_HERTZ / 1_000_000, 0) + " us";
        }
        return grouped(length) + " ticks (" + human + " if the counter runs at 24 MHz)";
    }

    /// Returns a hex dump's digits in groups of eight.
    static String groupedHex(String hex, int limit) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(hex.length(), limit); i += 8) {
            text.append(i == 0 ? "" : " ").append(hex, i, Math.min(i + 8, hex.length()));
        }
        return hex.length() > limit ? text + " ..." : text.toString();
    }
}
