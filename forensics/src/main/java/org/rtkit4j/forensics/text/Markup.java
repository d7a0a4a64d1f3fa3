package org.rtkit4j.forensics.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes off what pages, terminals, mails and word processors put into a text: tags and entities of HTML, colours, soft
/// line ends of quoted-printable, backslashes of RTF, and the line ends of old Macs.
final class Markup {
    private static final Pattern TAG = Pattern.compile("(?i)(?<end><br ?/?>|</(?:p|div|li|tr|h\\d)>)(?!\\r?\\n)"
            + "|</?(?:br|p|pre|code|span|div|b|i|tt|ol|ul|li|table|tbody|tr|td|h\\d|html|head|body|main|article|section"
            + "|a|em|strong|font|samp|kbd|blockquote|details|summary|plist|dict|array|key|string)"
            + "(?: [^<>\\n]{0,200})? ?/?>"
            + "|&(?<entity>[A-Za-z]{2,7});|&#(?<code>x[0-9a-f]{1,6}|[0-9]{1,7});");
    /// Colours and what else terminals are told with them: sets of characters, modes, and where a word links to.
    private static final Pattern COLOUR = Pattern.compile(
            "\\x1b(?:\\[[0-9;?]{0,16}[A-Za-z]|\\([0B]" + "|\\][0-9]{1,2};[^\\x07\\x1b\\n]{0,1000}(?:\\x07|\\x1b\\\\))");
    private static final Pattern CLOSED = Pattern.compile("\\x1b(?:\\[[0-9;]{0,16}[mK]|\\(B){1,4}\\r?\\n");
    private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");
    /// The least and the most that a line has up to its soft end. Source: RFC 2045 section 6.7.
    private static final int LEAST_SOFT = 66;

    private static final int MOST_SOFT = 76;
    private static final Pattern PLAIN_EQUALS = Pattern.compile("=(?![0-9A-F]{2}|\\r?\\n)");
    private static final Pattern QUOTED = Pattern.compile("(?:=[0-9A-F]{2}){1,64}+");
    private static final Pattern CLOSING_BACKSLASH = Pattern.compile("\\\\(?=\\r?\\n)");
    /// Entities by what they stand for. Source: HTML, "Named character references".
    private static final Map<String, String> ENTITIES = entities(
            "<=lt",
            ">=gt",
            "&=amp",
            "\"=quot ldquo rdquo bdquo laquo raquo",
            "'=apos lsquo rsquo sbquo prime",
            "-=ndash mdash minus hyphen dash",
            " =nbsp ensp emsp thinsp",
            "(=lpar",
            ")=rpar",
            "[=lsqb lbrack",
            "]=rsqb rbrack",
            "{=lcub lbrace",
            "}=rcub rbrace",
            ":=colon",
            ";=semi",
            ",=comma",
            ".=period",
            "_=lowbar",
            "#=num",
            "/=sol",
            "\\=bsol",
            "==equals",
            "!=excl",
            "|=vert verbar",
            "*=ast",
            "@=commat",
            "+=plus",
            "`=grave",
            "~=tilde",
            "\t=tab",
            "\n=newline",
            "\u2026=hellip");
    private static final String CDATA = "<![CDATA[";
    /// One of these makes a text a page, or a piece of one.
    private static final String[] TAGS = {
        "<br", "<BR", "<p>", "<pre", "</div>", "</li>", "</td>", "</string>", CDATA, "<details>"
    };

    private static final String[] ENTITY_STARTS = {
        "&quot;",
        "&amp;",
        "&lt;",
        "&gt;",
        "&#",
        "&nbsp;",
        "&ndash;",
        "&mdash;",
        "&lpar;",
        "&colon;",
        "&lowbar;",
        "&ldquo;",
        "&rsquo;"
    };

    private Markup() {}

    /// @param rows each a character, a sign of equality, and names
    private static Map<String, String> entities(String... rows) {
        Map<String, String> entities = new HashMap<>();
        for (String row : rows) {
            for (String name : row.substring(2).split(" ", -1)) {
                entities.put(name, row.substring(0, 1));
            }
        }
        return entities;
    }

    /// Returns the plain text; the same object where nothing is to be taken off.
    static String plain(Haystack text) {
        return text.then(Markup::withFeeds)
                .then(Markup::withoutTags)
                .then(Markup::ofMail)
                .then(Markup::withoutColours)
                .then(Markup::ofWordProcessor)
                .text();
    }

    private static String withFeeds(Haystack text) {
        return text.text().indexOf('\n') < 0 ? text.text().replace('\r', '\n') : text.text();
    }

    private static String withoutTags(Haystack text) {
        boolean isPage = text.containsOneOf(TAGS) || text.containsOneOf(ENTITY_STARTS);
        return isPage ? untagged(unboxed(text.text())) : text.text();
    }

    private static String ofMail(Haystack text) {
        return isQuotedPrintable(text) ? unquoted(text.text()) : text.text();
    }

    private static String withoutColours(Haystack text) {
        return isColoured(text) ? COLOUR.matcher(text.text()).replaceAll("") : text.text();
    }

    private static String ofWordProcessor(Haystack text) {
        return RichText.recognises(text.text()) ? RichText.plain(text.text()) : withoutBackslashes(text);
    }

    /// Whether a mail's program has quoted characters. A line may end in a number, `left=20`, or in a sign of
    /// equality: a text of which a sign stands for itself is none, unless it says so.
    private static boolean isQuotedPrintable(Haystack text) {
        boolean mayBe = text.containsOneOf("=3D", "=E2=80=", "=C2=A0") || hasSoftLine(text);
        return mayBe
                && (text.contains("quoted-printable")
                        || !PLAIN_EQUALS.matcher(text.text()).find());
    }

    /// Whether a line as long as mails make them ends softly.
    private static boolean hasSoftLine(Haystack haystack) {
        String text = haystack.text();
        for (int end = haystack.indexOf("=\n"); end > 0; end = text.indexOf("=\n", end + 1)) {
            int length = end - text.lastIndexOf('\n', end);
            if (length >= LEAST_SOFT && length <= MOST_SOFT && text.charAt(end - 1) != '=') {
                return true;
            }
        }
        return false;
    }

    /// Whether whole lines are coloured, as dmesg does, or what stands before a driver's words, as journalctl does, or
    /// lines end the colour, as pagers do; a colour inside a driver's words is left for all to see.
    private static boolean isColoured(Haystack haystack) {
        String text = haystack.text();
        return haystack.mayContainOneOf("\u001b")
                && text.indexOf('\u001b') >= 0
                && (text.startsWith("\u001b[")
                        || haystack.contains("\n\u001b")
                        || CLOSED.matcher(text).find()
                        || isColouredBefore(text, "RTKit"));
    }

    private static boolean isColouredBefore(String text, String word) {
        int at = text.indexOf(word);
        int start = text.lastIndexOf('\n', Math.max(0, at)) + 1;
        int colour = text.indexOf('\u001b', start);
        return at >= 0 && colour >= 0 && colour < at;
    }

    /// What is left of a word processor's line ends when its head is missing: a backslash at the end of most lines.
    private static String withoutBackslashes(Haystack haystack) {
        String text = haystack.text();
        if (!haystack.containsOneOf("\\\n", "\\\r\n")) {
            return text;
        }
        Matcher backslash = CLOSING_BACKSLASH.matcher(text);
        long closing = 0;
        while (backslash.find()) {
            closing++;
        }
        boolean isMost = 2 * closing > text.lines().count();
        return isMost ? CLOSING_BACKSLASH.matcher(text).replaceAll("") : text;
    }

    /// What stands in the first CDATA section of XML, where one holds a report; the names of its tags are anything.
    private static String unboxed(String page) {
        int from = page.indexOf(CDATA);
        int to = page.indexOf("]]>", Math.max(0, from));
        String box = from < 0 ? "" : page.substring(from + CDATA.length(), to < 0 ? page.length() : to);
        return CarriedText.isIt(box) ? box : page;
    }

    private static String untagged(String page) {
        return TAG.matcher(page).replaceAll(mark -> Matcher.quoteReplacement(stead(mark)));
    }

    /// What takes the place of a tag or an entity.
    private static String stead(MatchResult mark) {
        String entity = mark.group("entity");
        if (entity != null) {
            return ENTITIES.getOrDefault(entity.toLowerCase(Locale.ROOT), mark.group());
        }
        String code = mark.group("code");
        if (code != null) {
            boolean isHex = code.charAt(0) == 'x' || code.charAt(0) == 'X';
            int character = isHex ? Integer.parseInt(code.substring(1), 16) : Integer.parseInt(code);
            return Character.isValidCodePoint(character)
                    ? Decoding.plain(new String(Character.toChars(character)))
                    : "";
        }
        return mark.group("end") == null ? "" : "\n";
    }

    /// A soft line end goes, and its line feed moves behind the line, so that line numbers stay about right.
    private static String unquoted(String mail) {
        String joined = SOFT_BREAK.matcher(mail).replaceAll("");
        return QUOTED.matcher(joined).replaceAll(codes -> Matcher.quoteReplacement(ofBytes(codes.group())));
    }

    /// `=E2=80=93` is one character.
    private static String ofBytes(String codes) {
        var bytes = new byte[codes.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(codes, 3 * i + 1, 3 * i + 3, 16);
        }
        return Decoding.plain(new String(bytes, StandardCharsets.UTF_8));
    }
}
