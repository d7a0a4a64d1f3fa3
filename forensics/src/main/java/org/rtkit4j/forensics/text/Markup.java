package org.rtkit4j.forensics.text;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes off what pages, terminals, mails and word processors put into a text: tags and entities of HTML, colours, soft
/// line ends of quoted-printable, backslashes of RTF, and the line ends of old Macs.
public final class Markup {
    private static final Pattern TAG = Pattern.compile("(?i)(?<end><br ?/?>|</p>)(?!\\r?\\n)"
            + "|</?(?:br|p|pre|code|span|div|b|i|tt)(?: [^<>\\n]{0,200})? ?/?>"
            + "|&(?<entity>lt|gt|amp|quot|apos|nbsp|#39);");
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]{0,16}[mK]");
    private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");
    private static final Pattern QUOTED = Pattern.compile("=([0-9A-F]{2})");
    private static final Pattern RTF_BREAK = Pattern.compile("\\\\(?=\\r?\\n)");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "#39", "'");

    private Markup() {}

    /// Returns the plain text; the same object where nothing is to be taken off.
    public static String plain(String text) {
        String lines = text.indexOf('\n') < 0 ? text.replace('\r', '\n') : text;
        String page = isPage(lines) ? untagged(lines) : lines;
        String mail = isQuotedPrintable(page) ? unquoted(page) : page;
        String colourless = isColoured(mail) ? COLOUR.matcher(mail).replaceAll("") : mail;
        return colourless.startsWith("{\\rtf") ? RTF_BREAK.matcher(colourless).replaceAll("") : colourless;
    }

    /// Whether a mail's program has quoted characters. A line may end in a number, `left=20`: alone that is no sign.
    private static boolean isQuotedPrintable(String text) {
        return text.contains("=3D") || (text.contains("=20\n") && text.contains("=\n"));
    }

    /// Whether whole lines are coloured, as dmesg does; a colour inside a line is left for all to see.
    private static boolean isColoured(String text) {
        return text.startsWith("\u001b[") || text.contains("\n\u001b[");
    }

    private static boolean isPage(String text) {
        return text.indexOf('<') >= 0
                && (text.contains("<br") || text.contains("<BR") || text.contains("<p>") || text.contains("<pre"));
    }

    private static String untagged(String page) {
        return TAG.matcher(page).replaceAll(mark -> Matcher.quoteReplacement(stead(mark)));
    }

    /// What takes the place of a tag or an entity.
    private static String stead(MatchResult mark) {
        String entity = mark.group("entity");
        if (entity != null) {
            return ENTITIES.getOrDefault(entity, "");
        }
        return mark.group("end") == null ? "" : "\n";
    }

    /// A soft line end goes, and its line feed moves behind the line, so that line numbers stay about right.
    private static String unquoted(String mail) {
        String joined = SOFT_BREAK.matcher(mail).replaceAll("");
        return QUOTED.matcher(joined)
                .replaceAll(code ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(code.group(1), 16))));
    }
}
