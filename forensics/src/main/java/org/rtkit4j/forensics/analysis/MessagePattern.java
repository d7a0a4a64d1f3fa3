package org.rtkit4j.forensics.analysis;

/// A message without what differs from crash to crash: numbers become `#`.
///
/// Numbers stay where they name a place in the firmware's source (`power.c:561`, `failed: [7454]:`) or an assertion
/// (`assert_id=2167`), and as part of a word (`mic1`, `TG0B`, `err_info_0`): those are names.
final class MessagePattern {
    private static final int MOST = 300;
    private static final int LEAST_BARE_HEX = 8;
    private static final int LEAST_WORD = 3;
    private static final String[] PLACES = {".c:", ".cpp:", ".cc:", ".mm:", ".m:", ".h:", "assert_id=", "failed: ["};

    private MessagePattern() {}

    static String of(String message) {
        var pattern = new StringBuilder();
        int at = 0;
        while (at < message.length() && pattern.length() < MOST) {
            char c = message.charAt(at);
            if (isWordCharacter(c)) {
                int end = wordEnd(message, at);
                append(pattern, message, at, end);
                at = end;
            } else {
                boolean isBlank = c <= ' ';
                if (!isBlank || (!pattern.isEmpty() && pattern.charAt(pattern.length() - 1) != ' ')) {
                    pattern.append(isBlank ? ' ' : c);
                }
                at++;
            }
        }
        return pattern.toString().strip();
    }

    private static void append(StringBuilder pattern, String message, int from, int end) {
        String word = message.substring(from, end);
        if (isPlace(pattern)) {
            pattern.append(word);
        } else if (word.startsWith("0x") || word.startsWith("0X") || isBareHex(word)) {
            pattern.append('#');
        } else if (Character.isDigit(word.charAt(0))) {
            int digits = 0;
            while (digits < word.length() && Character.digit(word.charAt(digits), 10) >= 0) {
                digits++;
            }
            pattern.append('#').append(word, digits, word.length());
        } else {
            pattern.append(word);
        }
    }

    private static boolean isPlace(StringBuilder pattern) {
        for (String place : PLACES) {
            int from = pattern.length() - place.length();
            if (from >= 0 && pattern.indexOf(place, from) == from) {
                return true;
            }
        }
        return false;
    }

    /// Digits alone, or hex digits that are too many for a word.
    private static boolean isBareHex(String word) {
        boolean anyDigit = false;
        for (int i = 0; i < word.length(); i++) {
            if (Character.digit(word.charAt(i), 16) < 0) {
                return false;
            }
            anyDigit |= Character.isDigit(word.charAt(i));
        }
        return anyDigit && (word.length() >= LEAST_BARE_HEX || Character.isDigit(word.charAt(0)));
    }

    private static int wordEnd(String message, int from) {
        int at = from;
        while (at < message.length() && isWordCharacter(message.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isWordCharacter(char c) {
        return c == '_' || (c < 0x7f && Character.isLetterOrDigit(c));
    }

    /// Returns whether a pattern says something of its own: a place in the source, or two words besides the usual.
    static boolean tells(String pattern) {
        for (String place : PLACES) {
            if (pattern.contains(place)) {
                return true;
            }
        }
        int words = 0;
        for (String word : pattern.split("[^A-Za-z]+", -1)) {
            words += word.length() >= LEAST_WORD && !isUsual(word) ? 1 : 0;
        }
        return words >= 2;
    }

    private static boolean isUsual(String word) {
        return switch (word) {
            case "DATA",
                    "ABORT",
                    "PANIC",
                    "panic",
                    "ASSERT",
                    "assert",
                    "assertion",
                    "failed",
                    "data",
                    "abort",
                    "far",
                    "esr",
                    "load",
                    "store",
                    "Exception",
                    "exception" -> true;
            default -> false;
        };
    }
}
