package org.rtkit4j.forensics.field;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a report goes through before somebody brings it: each is the same report in another layout.
enum ReportLayout {
    LINE_ENDS_OF_DOS(text -> text.replace("\n", "\r\n")),
    LINE_ENDS_OF_OLD_MACS(text -> text.replace('\n', '\r')),
    UTF_16(text -> text, StandardCharsets.UTF_16),
    UTF_16_WITHOUT_A_MARK(text -> text, StandardCharsets.UTF_16LE),
    UTF_32(text -> "\ufeff" + text, StandardCharsets.UTF_32LE),
    UTF_32_WITHOUT_A_MARK(text -> text, StandardCharsets.UTF_32BE),
    BASE64(text -> Base64.getEncoder().encodeToString(bytes(text))),
    BASE64_IN_LINES(text -> Base64.getMimeEncoder().encodeToString(bytes(text))),
    BASE64_IN_A_MAIL(text -> "Subject: panic\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
            + Base64.getMimeEncoder().encodeToString(bytes(text)) + "\n"),
    DATA_ADDRESS(text -> "data:text/plain;base64," + Base64.getEncoder().encodeToString(bytes(text))),
    QUOTED_PRINTABLE(ReportLayout::quotedPrintable),
    QUOTED(text -> eachLine(text, "> ", "")),
    QUOTED_IN_AN_ANSWER(text -> "On Mon, 1 Jan 2030, somebody wrote:\n\n" + eachLine(text, "> ", "") + "\nThanks\n"),
    WRAPPED_AT_80(text -> wrapped(text, 80, "")),
    WRAPPED_AT_100(text -> wrapped(text, 100, "")),
    WRAPPED_AND_QUOTED(text -> eachLine(wrapped(text, 80, ""), "> ", "")),
    NUMBERED(text -> numbered(text, "%d:")),
    NUMBERED_BY_CAT(text -> numbered(text, "%6d\t")),
    INDENTED(text -> eachLine(text, "    ", "")),
    A_DIFFERENCE(text -> "--- /dev/null\n+++ b/x.txt\n@@ -0,0 +1,9 @@\n" + eachLine(text, "+", "")),
    FENCED(text -> "Hello, it crashed:\n```\n" + text + "\n```\nAny idea?\n"),
    PAGE(text -> "<html><body><pre>" + escaped(text) + "</pre></body></html>"),
    PAGE_WITH_BREAKS(text -> "<p>" + escaped(text).replace("\n", "<br />") + "</p>"),
    CDATA(text -> "<log><![CDATA[" + text + "]]></log>"),
    RICH_TEXT(text -> "{\\rtf1\\ansi{\\fonttbl\\f0 Menlo;}\n\\f0\\fs22 "
            + text.replaceAll("[\\\\{}]", "\\\\$0").replace("\n", "\\\n") + "}"),
    JSON_VALUE(text -> "{\"id\":7,\"body\":" + json(text) + ",\"user\":{\"login\":\"x\"}}"),
    JSON_IN_JSON(text -> "{\"payload\":" + json("{\"text\":" + json(text) + "}") + "}"),
    JSON_LINES(text -> text.lines()
            .map(line -> "{\"log\":" + json(line + "\n") + ",\"stream\":\"stdout\"}\n")
            .collect(Collectors.joining())),
    JSON_ARRAY(text -> text.lines().map(ReportLayout::json).collect(Collectors.joining(", ", "[", "]"))),
    TABLE_VALUE(text -> "id,text\n1," + cell(text) + "\n"),
    TABLE_ROWS(text ->
            "line;text\n" + text.lines().map(line -> "1;" + cell(line) + "\n").collect(Collectors.joining())),
    COLOURED(text -> eachLine(text, "\u001b[1;31m", "\u001b[0m")),
    WITH_NO_BREAK_BLANKS(text -> text.replace(' ', '\u00a0'));

    @SuppressWarnings("ImmutableEnumChecker") // a function of its argument alone
    private final UnaryOperator<String> change;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes a charset
    private final Charset charset;

    ReportLayout(UnaryOperator<String> change) {
        this(change, StandardCharsets.UTF_8);
    }

    ReportLayout(UnaryOperator<String> change, Charset charset) {
        this.change = change;
        this.charset = charset;
    }

    /// Returns the file that somebody brings.
    byte[] of(String text) {
        return change.apply(text).getBytes(charset);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String eachLine(String text, String before, String behind) {
        return text.lines().map(line -> before + line + behind + "\n").collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String json(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "\"";
    }

    private static String cell(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String numbered(String text, String form) {
        var lines = new StringBuilder();
        int number = 1;
        for (String line : text.lines().toList()) {
            lines.append(form.formatted(number++)).append(line).append('\n');
        }
        return lines.toString();
    }

    /// @param mark what stands at the end of a line that goes on
    private static String wrapped(String text, int column, String mark) {
        var lines = new StringBuilder();
        for (String line : text.lines().toList()) {
            int at = 0;
            for (; line.length() - at > column; at += column) {
                lines.append(line, at, at + column).append(mark).append('\n');
            }
            lines.append(line, at, line.length()).append('\n');
        }
        return lines.toString();
    }

    private static String quotedPrintable(String text) {
        String head = "Content-Transfer-Encoding: quoted-printable\n\n";
        return head
                + wrapped(text, 70, "=\u0001")
                        .replace("=", "=3D")
                        .replace("\t", "=09")
                        .replace("=3D\u0001", "=");
    }
}
