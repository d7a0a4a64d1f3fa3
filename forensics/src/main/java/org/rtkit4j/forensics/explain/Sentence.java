package org.rtkit4j.forensics.explain;

import java.util.Locale;

/// Small helps for writing sentences.
final class Sentence {
    private static final double LIKELY_HERTZ = 24e6;

    private Sentence() {}

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
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
        double seconds = Math.abs(ticks) / LIKELY_HERTZ;
        String human;
        if (seconds >= 1) {
            human = String.format(Locale.ROOT, "%.1f s", seconds);
        } else if (seconds >= 1e-3) {
            human = String.format(Locale.ROOT, "%.1f ms", seconds * 1e3);
        } else {
            human = String.format(Locale.ROOT, "%.0f us", seconds * 1e6);
        }
        return grouped(Math.abs(ticks)) + " ticks (" + human + " if the counter runs at 24 MHz)";
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
