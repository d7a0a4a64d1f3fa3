package org.rtkit4j.fleet.privacy;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text as the readers leave it, in ASCII: they write a letter of another script as `\xeb` or `\u0436`. Others have
/// escaped it before them, as JSON does, a C string in octal, or a page's entity. Rules look at letters, not at these.
///
/// @param read the text with its letters
/// @param isEscaped whether it is to be written in ASCII again
record EscapedText(String read, boolean isEscaped) {
    /// A backslash behind `Users` begins the next folder, `\Users\xabel`.
    private static final Pattern ESCAPE =
            Pattern.compile("(?<!(?i:Users|home))\\\\{1,4}(?:x([89a-fA-F][0-9a-fA-F])|u([0-9a-fA-F]{4})|([23][0-7]{2}))"
                    + "|&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));|&([A-Za-z]{4,6});");

    private static final Map<String, String> ENTITIES = Map.of(
            "rsquo", "\u2019", "lsquo", "\u2018", "rdquo", "\u201d", "ldquo", "\u201c", "apos", "'", "quot", "\"",
            "commat", "@", "nbsp", "\u00a0");

    static EscapedText of(String text) {
        if (!hasEscapes(text)) {
            return new EscapedText(text, false);
        }
        String read = ESCAPE.matcher(text).replaceAll(EscapedText::letter);
        return new EscapedText(read, !read.equals(text) && isAscii(text));
    }

    // Most backslashes of a text escape no letter.
    private static boolean hasEscapes(String text) {
        for (int i = 0; i < text.length() - 3; i++) {
            char c = text.charAt(i);
            char next = text.charAt(i + 1);
            if (c == '&' || (c == '\\' && "xu23\\".indexOf(next) >= 0)) {
                return true;
            }
        }
        return false;
    }

    /// Returns what is left of it, spelled as the readers do.
    String spell(String left) {
        if (!isEscaped) {
            return left;
        }
        var text = new StringBuilder(left.length() + 16);
        left.chars().forEach(c -> text.append(c < 0x80 ? String.valueOf((char) c) : escape(c)));
        return text.toString();
    }

    private static String escape(int c) {
        return c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String letter(MatchResult escape) {
        for (int group = 1; group <= 5; group++) {
            if (escape.group(group) != null) {
                int radix = group == 3 ? 8 : group == 5 ? 10 : 16;
                return character(Integer.parseInt(escape.group(group), radix), escape.group());
            }
        }
        return plain(ENTITIES.getOrDefault(escape.group(6), escape.group()));
    }

    // No control character: a line's end that was escaped ends no line.
    private static String character(int code, String spelled) {
        boolean isLetter = code >= ' ' && code != '\\' && code <= Character.MAX_CODE_POINT;
        return plain(isLetter ? Character.toString(code) : spelled);
    }

    private static String plain(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
