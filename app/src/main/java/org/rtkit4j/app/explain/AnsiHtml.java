package org.rtkit4j.app.explain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with the marks of a terminal as HTML. Everything else in it is text, whatever it looks like.
final class AnsiHtml {
    private static final Pattern SPECIAL = Pattern.compile("\u001b\\[([0-9;]*)m|[&<>\"']");
    private static final Map<String, String> STEADS = Map.of(
            "&", "&amp;",
            "<", "&lt;",
            ">", "&gt;",
            "\"", "&quot;",
            "'", "&#39;",
            "\u001b[1m", "<span class=\"strong\">",
            "\u001b[31;1m", "<span class=\"alarm\">",
            "\u001b[2m", "<span class=\"faint\">",
            "\u001b[0m", "</span>");

    private AnsiHtml() {}

    static String of(String text) {
        return SPECIAL.matcher(text)
                .replaceAll(special -> Matcher.quoteReplacement(STEADS.getOrDefault(special.group(), "")));
    }
}
