package org.rtkit4j.forensics.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a panic as a scanned picture or a writing hand has it, `Panic (CPU 0 caller Ox...): DCP PANlC`, put back
/// into the form in which it was printed.
final class ScannedHead {
    private static final String CALLER = "caller";
    /// How far before that word a head begins, and how far behind it the word for the kind of stop may stand.
    private static final int BEFORE = 24;

    private static final int BEHIND = 72;
    private static final Pattern HEAD = Pattern.compile("[Pp]an[il1]c ?[({\\[] ?[Cc][Pp][Uu](?= ?\\d{1,2},? ?$)");
    private static final Pattern KIND = Pattern.compile("\\bPAN[l1|]C\\b");

    private ScannedHead() {}

    /// Returns the text with such heads mended; the same object where none needs it.
    static String mended(Haystack text) {
        int first = text.indexOf(CALLER);
        return first < 0 ? text.text() : mended(text.text(), first);
    }

    private static String mended(String text, int first) {
        Matcher head = HEAD.matcher(text);
        Matcher kind = KIND.matcher(text);
        var mended = new StringBuilder(0);
        int copied = 0;
        for (int at = first; at >= 0; at = text.indexOf(CALLER, at + 1)) {
            if (at <= copied || !head.region(Math.max(copied, at - BEFORE), at).find()) {
                continue;
            }
            if (!isPrinted(text, head)) {
                mended.append(text, copied, head.start()).append(SharedPrefix.PANIC);
                copied = head.end();
            }
            if (kind.region(at, Math.min(text.length(), at + BEHIND)).find()) {
                mended.append(text, copied, kind.start()).append("PANIC");
                copied = kind.end();
            }
        }
        return copied == 0 ? text : mended.append(text, copied, text.length()).toString();
    }

    private static boolean isPrinted(String text, Matcher head) {
        return text.startsWith(SharedPrefix.PANIC, head.start())
                && head.end() - head.start() == SharedPrefix.PANIC.length();
    }
}
