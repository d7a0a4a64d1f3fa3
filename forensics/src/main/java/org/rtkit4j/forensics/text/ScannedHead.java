package org.rtkit4j.forensics.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of a panic as a scanned picture, a writing hand or a page's translator has it, put back into the form in
/// which it was printed: `Panik (CPU 0 Anrufer Ox...): DCP PANlC`. Its digits stay as they are.
final class ScannedHead {
    /// The word that every head has, whatever its language.
    private static final String[] ANCHORS = {"cpu", "CPU", "Cpu"};
    /// How far before that word a head begins; how far behind it one ends, and behind that the word for the kind of
    /// stop.
    private static final int BEFORE = 12;

    private static final int BEHIND = 72;
    /// The word for a panic begins alike in most languages; Russian, Chinese, Japanese and Korean have their own. What
    /// calls is one word to three.
    private static final Pattern HEAD = head(" ", "", "");

    /// A head that a narrow window has broken into lines; what follows it on a line of its own has to be a panic's
    /// words.
    private static final Pattern BROKEN = head(
            "\\s",
            "(?:\\n\\w{1,15}(?=[)}\\]]))?",
            "(?:\\r?\\n(?=[A-Z]{2,8}\\d? [A-Z]|userspace |watchdog |Kernel |Sleep |Wake |\"))?");

    private static final Pattern KIND = Pattern.compile("\\b(?:PAN[l1|]C|AB0RT|NM[l1|](?= (?:FIQ|POWER)))\\b");

    /// How kernels of Intel Macs begin in an interrupt that must not wait.
    /// Source: xnu `osfmk/i386/mp.c`, `NMIInterruptHandler`.
    private static final String INTERRUPTED = "Panic(CPU ";

    private static final Pattern INTERRUPT = Pattern.compile("Panic\\(CPU (\\d{1,2})(?:, time \\d{1,20})?\\): ");

    /// The groups of a head: the number of a CPU, and the address behind it.
    private static final int CPU = 1;

    private static final int CALLER = 2;
    private static final String CALLS = " caller ";
    private static final String CLOSE = "): ";

    private ScannedHead() {}

    /// @param blank what stands between its words
    /// @param rest what of its address may stand on the next line
    /// @param behind what may stand behind it
    private static Pattern head(String blank, String rest, String behind) {
        return Pattern.compile("(?:[Pp][Aa\u00e0-\u00e3][Nn][Iil1\u00ed\u00ee][^\\s({\\[]{1,4}"
                + "|[\u041f\u043f]\u0430\u043d\u0438\u043a[^\\s({\\[]?|\u6050\u614c|\u30d1\u30cb\u30c3\u30af|\ud328\ub2c9)"
                + " ?[({\\[] ?[Cc][Pp][Uu]" + blank + "?([0-9OIl]{1,2}),?" + blank + "?"
                + "(?:[^\\s0-9(){}]{1,14}" + blank + "){1,3}([0Oo]x\\w{1,16}" + rest + ")"
                + "(?:" + blank + "?[)}\\]]{1,2} ?[:;]? ?" + behind + ")?");
    }

    /// Returns the text with such heads mended; the same object where none needs it.
    static String mended(Haystack text) {
        return mended(text.then(ScannedHead::interrupted), HEAD);
    }

    private static String interrupted(Haystack text) {
        boolean isOne = text.contains(INTERRUPTED);
        return isOne ? INTERRUPT.matcher(text.text()).replaceAll("panic(cpu $1): ") : text.text();
    }

    /// Returns the text with heads that stand on several lines on one; blank lines take the place of the others.
    static String joined(Haystack text) {
        return mended(text, BROKEN);
    }

    private static String mended(Haystack text, Pattern form) {
        Haystack mended = text;
        for (String anchor : ANCHORS) {
            mended = mended.then(each -> mended(each, anchor, form));
        }
        return mended.text();
    }

    private static String mended(Haystack haystack, String anchor, Pattern form) {
        String text = haystack.text();
        Matcher head = form.matcher(text);
        Matcher kind = KIND.matcher(text);
        var mended = new StringBuilder(0);
        int copied = 0;
        for (int at = haystack.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1)) {
            if (at <= copied
                    || !isBehindBracket(text, at)
                    || !isBeforeNumber(text, at + anchor.length())
                    || !head.region(from(at, copied), to(text, at)).find()) {
                continue;
            }
            boolean isPrinted = isPrinted(text, head);
            if (!isPrinted) {
                mended.append(text, copied, head.start()).append(printed(head));
                copied = head.end();
            }
            if (kind.region(head.end(), to(text, head.end())).find()) {
                mended.append(text, copied, kind.start()).append(letters(kind.group()));
                copied = kind.end();
            }
            int feeds = isPrinted ? 0 : feeds(head.group());
            if (feeds > 0) {
                int end = lineEnd(text, copied);
                mended.append(text, copied, end).repeat('\n', feeds);
                copied = end;
            }
        }
        return copied == 0 ? text : mended.append(text, copied, text.length()).toString();
    }

    private static int from(int at, int copied) {
        return Math.max(copied, at - BEFORE);
    }

    private static int to(String text, int at) {
        return Math.min(text.length(), at + BEHIND);
    }

    private static boolean isBehindBracket(String text, int at) {
        char before = text.charAt(at - 1);
        char bracket = before == ' ' && at > 1 ? text.charAt(at - 2) : before;
        return bracket == '(' || bracket == '{' || bracket == '[';
    }

    /// Whether the number of a CPU begins here, or behind one character.
    private static boolean isBeforeNumber(String text, int at) {
        return isDigit(text, at) || isDigit(text, at + 1);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && Digits.decimal(text.charAt(at)) >= 0;
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }

    private static int feeds(String head) {
        return head.length() - head.replace("\n", "").length();
    }

    /// Whether a head is as it was printed. Nearly all are, and no text is made for them.
    private static boolean isPrinted(String text, Matcher head) {
        int cpu = head.start() + SharedPrefix.PANIC.length() + 1;
        boolean isOpen = head.end() == head.end(CALLER);
        boolean isClosed = text.startsWith(CLOSE, head.end(CALLER)) && head.end() == head.end(CALLER) + CLOSE.length();
        return text.startsWith(SharedPrefix.PANIC + " ", head.start())
                && head.start(CPU) == cpu
                && text.startsWith(CALLS, head.end(CPU))
                && head.start(CALLER) == head.end(CPU) + CALLS.length()
                && text.indexOf('\n', head.start(CALLER), head.end(CALLER)) < 0
                && (isOpen || isClosed);
    }

    private static String printed(Matcher head) {
        boolean isClosed = head.end() > head.end(CALLER);
        return SharedPrefix.PANIC + " " + head.group(CPU) + CALLS
                + head.group(CALLER).replace("\n", "") + (isClosed ? CLOSE : "");
    }

    private static String letters(String kind) {
        return kind.startsWith("AB") ? "ABORT" : kind.startsWith("NM") ? "NMI" : "PANIC";
    }
}
