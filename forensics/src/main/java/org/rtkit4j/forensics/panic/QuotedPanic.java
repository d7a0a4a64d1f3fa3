package org.rtkit4j.forensics.panic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.text.Scan;

/// Takes away the quotation marks that older kernels put around the text of a panic; a file and a line may follow the
/// second one: `panic(cpu 1 caller 0x...): "SMC PANIC - ..."@/path/file.c:12`.
///
/// Blanks take their place, so that no line and no offset changes.
final class QuotedPanic {
    private static final String HEAD = "panic(cpu";
    private static final String OPENING = "): \"";
    private static final int LONGEST_HEAD = 80;
    private static final String AFTERWARDS = "Debugger message:";

    private static final Pattern IN_A_SENTENCE =
            Pattern.compile("[\"\u201c\u201e\u00ab]panic\\(cpu.{0,2000}?[\"\u201c\u201d\u00bb](?=[\\s.,;)!?]|$)");

    private QuotedPanic() {}

    /// Returns the text without the marks, and without the place in the kernel that follows them.
    static String open(String text) {
        return open(text, false);
    }

    /// Returns the text without the marks.
    static String openWithPlace(String text) {
        return open(text, true);
    }

    /// Returns where the words of a panic end that a sentence quotes with its head, `"panic(cpu 0 ...): words".`; -1
    /// where it quotes none, or they go on in the next line.
    static int closing(Scan line) {
        int words = line.position();
        int mark = line.rewind().find(HEAD) - 1;
        line.moveTo(words);
        if (mark < line.start()) {
            return -1;
        }
        Matcher quoted = IN_A_SENTENCE.matcher(line.source()).region(mark, line.end());
        return quoted.lookingAt() ? quoted.end() - 1 : -1;
    }

    private static String open(String text, boolean keepsPlace) {
        StringBuilder open = null;
        int head = text.indexOf(HEAD);
        while (head >= 0) {
            int next = text.indexOf(HEAD, head + 1);
            int end = next < 0 ? text.length() : next;
            int opening = text.indexOf(OPENING, head, Math.min(end, head + LONGEST_HEAD));
            if (opening >= 0) {
                open = open == null ? new StringBuilder(text) : open;
                blank(open, text, opening + OPENING.length() - 1, end, keepsPlace);
            }
            head = next;
        }
        return open == null ? text : open.toString();
    }

    private static void blank(StringBuilder open, String text, int opening, int limit, boolean keepsPlace) {
        open.setCharAt(opening, ' ');
        int afterwards = text.indexOf(AFTERWARDS, opening, limit);
        int end = afterwards < 0 ? limit : afterwards;
        int closing = end - 1;
        while (closing > opening && !(text.charAt(closing) == '"' && closes(text, closing + 1, limit))) {
            closing--;
        }
        int behind = keepsPlace ? Math.min(closing + 1, limit) : limit;
        for (int i = closing; closing > opening && i < behind && !isLineEnd(text.charAt(i)); i++) {
            open.setCharAt(i, ' ');
        }
    }

    private static boolean closes(String text, int behind, int limit) {
        return behind == limit
                || isLineEnd(text.charAt(behind))
                || text.startsWith("@", behind)
                || text.startsWith(" @", behind);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
