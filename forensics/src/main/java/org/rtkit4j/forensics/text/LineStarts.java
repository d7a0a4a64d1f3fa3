package org.rtkit4j.forensics.text;

/// How lines of a text begin that do not go on with the one before: in the form of a log's prefix where the text is
/// a log, else with one of the words that begin lines of reports.
final class LineStarts {
    /// Names that stand in logs behind the prefix, each where a driver's does, or behind driver and device.
    private static final String[] DRIVERS = {"apple-dcp ", "macsmc-", "nvme-apple ", "dockchannel-hid "};

    /// Those of no text.
    static final LineStarts NONE = new LineStarts("", EntryPrefix.NONE);

    private static final String[] WORDS = {
        "[",
        "<",
        ">",
        "#",
        "panic(",
        "RTKit",
        "!UUID",
        "ASLR",
        "Time",
        "Faulting",
        "Mailbox",
        "Inbox",
        "Outbox",
        "OUTBOX",
        "Unknown",
        "No mapping",
        "Debugger",
        "Memory ID",
        "OS release",
        "OS version",
        "Kernel version",
        "Kernel UUID",
        "Fileset",
        "Boot session",
        "secure boot",
        "roots installed",
        "KernelCache ",
        "Kernel slide",
        "Kernel text",
        "Zone info",
        "Total cpu",
        "Thread task",
        "TPIDR",
        "CORE ",
        "Compressor",
        "loaded kexts",
        "lr: ",
        "iBoot version",
        "System model",
        "Paniclog",
        "mach_absolute",
        "Epoch Time",
        "Boot ",
        "Sleep ",
        "Wake ",
        "Calendar",
        "Panicked",
        "Panic Initiator",
        "Kernel Extensions",
        "com.apple",
        "dependency:",
        "last started",
        "service: ",
        "service returned",
        "S.sensor",
        "F.sensor",
        "name ",
        "rtkit(",
        "TTY>",
        "dir ",
        "===",
        "* ",
        "- ",
        "```"
    };

    private final String text;
    private final EntryPrefix prefix;

    private LineStarts(String text, EntryPrefix prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    static LineStarts of(Haystack text) {
        return new LineStarts(text.text(), prefix(text));
    }

    /// The form of what stands before the first line that a co-processor's driver prints, or before the lines of a
    /// panic; none where those are not found, or have no prefix.
    private static EntryPrefix prefix(Haystack haystack) {
        String text = haystack.text();
        int driver = driver(haystack);
        int start = text.lastIndexOf('\n', Math.max(0, driver)) + 1;
        return driver <= start ? SharedPrefix.of(haystack) : EntryPrefix.timeOf(text.substring(start, driver));
    }

    private static int driver(Haystack text) {
        int rtkit = text.indexOf(": RTKit: ");
        if (rtkit > 0) {
            return wordStart(text.text(), wordStart(text.text(), rtkit));
        }
        for (String name : DRIVERS) {
            int at = text.indexOf(name);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    /// Where the word begins that ends before `to`, or before the blank there.
    private static int wordStart(String text, int to) {
        int at = to;
        while (at > 0 && text.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && text.charAt(at - 1) > ' ') {
            at--;
        }
        return at;
    }

    /// The form of the log's prefix, or [EntryPrefix#NONE].
    EntryPrefix prefix() {
        return prefix;
    }

    /// Whether the text is a log, whose entries have one form.
    boolean isLog() {
        return !prefix.equals(EntryPrefix.NONE);
    }

    /// Whether `text[from, to)` begins something.
    boolean beginsAt(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) <= ' ') {
            at++;
        }
        boolean isOutside = at == to || text.startsWith("```", at) || text.startsWith("</", at);
        if (isOutside) {
            return true;
        }
        return isLog()
                ? prefix.endIn(text, from, to) >= 0 || text.indexOf(": RTKit: ", from, to) >= 0
                : beginsWithWord(at, from, to);
    }

    /// Whether `text[from, to)` begins something also where lines are wrapped between words: a line that is
    /// indented, or has a name in front (`x0-x3 = ...`, `macsmc 50c600000.smc: ...`, `_BOOT_ID=...`), is no
    /// rest of another.
    boolean beginsWholeAt(int from, int to) {
        int name = wordEnd(from, to);
        int next = name;
        while (next < to && text.charAt(next) == ' ') {
            next++;
        }
        int second = wordEnd(next, to);
        boolean isNamed = text.startsWith("=", next) || (second > next && text.charAt(second - 1) == ':');
        int equals = text.indexOf('=', from, to);
        boolean isField = equals > from && equals < name && isCapital(text.charAt(equals - 1));
        return beginsAt(from, to) || text.charAt(from) == ' ' || isNamed || isField;
    }

    private int wordEnd(int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) > ' ') {
            at++;
        }
        return at;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private boolean beginsWithWord(int at, int from, int to) {
        for (String word : WORDS) {
            if (text.startsWith(word, at)) {
                return true;
            }
        }
        return text.indexOf("RTKit: ", from, to) >= 0 || isRow(at, to);
    }

    /// `0x00000021fe902bd0 | [RX] | ...`
    private boolean isRow(int at, int to) {
        return text.startsWith("0x", at) && text.indexOf(" | [", at, to) >= 0;
    }
}
