package org.rtkit4j.web.onefile;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that the engine brings along, as text: the compiler writes them in base64, which takes a third more
/// and does not pack.
///
/// A script makes base64 of text again, by [btoa](https://html.spec.whatwg.org/multipage/webappapis.html#atob), whose
/// characters are bytes.
final class PlainData {
    private static final Pattern DATA =
            Pattern.compile("(\"org/rtkit4j/[^\"]+\\.txt\":)(\"[A-Za-z0-9+/=]*\"(?:\\s*\\+\\s*\"[A-Za-z0-9+/=]*\")*)");

    private static final Pattern COMMENT = Pattern.compile("^(?:#[^\\n]*)?\\n", Pattern.MULTILINE);
    private static final Pattern CONTINUED = Pattern.compile("\\n +");
    private static final String NAMES = "/products.txt\":";
    /// A heading of names and its sources, behind those of the first names.
    private static final Pattern HEADING = Pattern.compile("(?<=\\n)\\[[^\\n]*\\n(?:source: [^\\n]*\\n)+");

    private PlainData() {}

    static String in(String engine) {
        return DATA.matcher(engine).replaceAll(PlainData::plain);
    }

    private static String plain(MatchResult found) {
        byte[] bytes = Base64.getDecoder()
                .decode(found.group(2).replaceAll("\"\\s*\\+\\s*\"", "").replace("\"", ""));
        String text = dense(new String(bytes, StandardCharsets.ISO_8859_1));
        // The build has looked at the sources of names, which no page shows: the first ones stand for all.
        String shown = found.group(1).endsWith(NAMES) ? HEADING.matcher(text).replaceAll("") : text;
        return Matcher.quoteReplacement(found.group(1) + "btoa(\"" + escaped(shown) + "\")");
    }

    // The readers pass over comments, too, and join the lines of a value by a blank.
    private static String dense(String text) {
        return CONTINUED.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll(" ");
    }

    private static String escaped(String latin) {
        var text = new StringBuilder(latin.length());
        for (int i = 0; i < latin.length(); i++) {
            char c = latin.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '"', '\\' -> text.append('\\').append(c);
                default -> {
                    if (c < 0x20 || c >= 0x7f) {
                        text.append("\\x%02x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }
}
