package org.rtkit4j.forensics.text;

/// The form of what a log puts in front of its entries: time, host, process. Letters stand for any word, digits for any
/// number, blanks for any blanks, everything else for itself: `Apr 22 23:33:52` and `May  1 00:00:07` have one form.
///
/// So whatever a program calls its own prefix, the lines around an entry tell it: a line that begins in the same
/// form is an entry of its own, and no rest of a wrapped one.
public final class EntryPrefix {
    /// The form of no prefix: nothing begins with it.
    public static final EntryPrefix NONE = new EntryPrefix("");

    private static final char WORD = 'a';
    private static final char NUMBER = '9';
    private static final char[] ASCII = ascii();

    private final String form;

    private EntryPrefix(String form) {
        this.form = form;
    }

    /// Returns the form of a whole prefix.
    public static EntryPrefix of(String prefix) {
        return new EntryPrefix(form(prefix, prefix.length()));
    }

    /// Returns the form of a prefix up to its time, since host and process differ from entry to entry; of one without a
    /// time the whole form, and [#NONE] where it is nothing but blanks.
    public static EntryPrefix timeOf(String prefix) {
        int from = 0;
        while (from < prefix.length()) {
            int to = wordEnd(prefix, from);
            if (isTime(prefix, from, to)) {
                return new EntryPrefix(form(prefix, to));
            }
            from = to + 1;
        }
        return prefix.isBlank() ? NONE : new EntryPrefix(form(prefix, untilProcess(prefix)));
    }

    /// Of `host kernel: ` the host alone stays the same: the process is another one in the next entry.
    private static int untilProcess(String prefix) {
        String words = prefix.stripTrailing();
        int blank = words.lastIndexOf(' ');
        return words.endsWith(":") && blank > 0 ? blank + 1 : prefix.length();
    }

    private static int wordEnd(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) > ' ') {
            to++;
        }
        return to;
    }

    /// Whether a word is a clock's: digits, and what stands between hours and minutes, behind seconds, or at the end of
    /// the kernel's own head of a message.
    private static boolean isTime(String text, int from, int to) {
        boolean hasDigit = false;
        boolean hasMark = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            hasDigit |= Character.isDigit(c);
            hasMark |= hasDigit && (c == ':' || c == '.' || c == ']' || c == ';');
        }
        return hasMark;
    }

    private static String form(String prefix, int to) {
        var form = new StringBuilder();
        int at = 0;
        while (at < to) {
            char kind = kind(prefix.charAt(at));
            form.append(kind);
            at = runEnd(prefix, at, to);
        }
        return form.toString();
    }

    private static char kind(char c) {
        return c < ASCII.length ? ASCII[c] : kindOf(c);
    }

    private static char[] ascii() {
        var kinds = new char[128];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = kindOf(c);
        }
        return kinds;
    }

    private static char kindOf(char c) {
        if (Character.isDigit(c)) {
            return NUMBER;
        }
        return c <= ' ' ? ' ' : Character.isLetter(c) ? WORD : c;
    }

    /// Where a run of letters, digits or blanks ends; any other character is a run of its own.
    private static int runEnd(String text, int from, int to) {
        char kind = kind(text.charAt(from));
        int at = from + 1;
        boolean isRun = kind == NUMBER || kind == WORD || kind == ' ';
        while (isRun && at < to && kind(text.charAt(at)) == kind) {
            at++;
        }
        return at;
    }

    /// Returns where the prefix ends that `text[from, to)` begins with; -1 where it begins otherwise. Blanks
    /// beside a mark come and go with the width of a number: `[    0.1]` and `[12345.6]` have one form.
    public int endIn(String text, int from, int to) {
        int at = from;
        for (int i = 0; i < form.length(); i++) {
            boolean isBlank = at < to && text.charAt(at) <= ' ';
            if (isBlank && form.charAt(i) != ' ' && isBesideMark(i)) {
                at = runEnd(text, at, to);
            }
            if (at < to && kind(text.charAt(at)) == form.charAt(i)) {
                at = runEnd(text, at, to);
            } else if (form.charAt(i) != ' ' || !isBesideMark(i)) {
                return -1;
            }
        }
        return form.isEmpty() ? -1 : at;
    }

    /// Whether something else than a word or a number stands at a place of the form, or right before or behind it.
    private boolean isBesideMark(int place) {
        return isMark(place - 1) || isMark(place) || isMark(place + 1);
    }

    private boolean isMark(int place) {
        char c = place < 0 || place >= form.length() ? WORD : form.charAt(place);
        return c != WORD && c != NUMBER && c != ' ';
    }
}
