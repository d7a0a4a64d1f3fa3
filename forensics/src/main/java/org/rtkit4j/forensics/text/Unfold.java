package org.rtkit4j.forensics.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives a panic report its lines back that a page has folded into one paragraph: a line begins before each of the
/// words that begin one in such reports.
///
/// All line numbers of such a report are those of its paragraph's line and the ones behind it.
public final class Unfold {
    private static final String HEAD = "panic(cpu";
    /// Neighbours of which each has a line of its own.
    private static final String[] FACTS = {"panic Memory ID: ", "type: User OS version: "};

    /// The end of a line inside a paragraph.
    private static final Pattern FEED = Pattern.compile("(?<!\\n)\\r?\\n(?![\\r\\n])");

    private static final int LEAST_CHARS = 200;
    private static final int LEAST_BREAKS = 3;
    /// What begins a line; each begins with characters of its own, so that a search takes time in proportion to the
    /// text.
    private static final Pattern STARTS = Pattern.compile(" {1,8}+(?=RTKit: RTKit|RTKit_release|!UUID: "
            + "|ASLR slide: |Time: 0x|Faulting task {1,8}\\d|RTKit Task List:|Mailbox \\(\\d|Inbox {1,8}AKF"
            + "|Outbox {1,8}AKF|dir {1,8}endpoint|\\[[RT]X\\] |RTBuddy\\(|Mailbox Status:|AP->IOP Mailbox Log:"
            + "|Debugger message: |Memory ID: |OS release type: |OS version: |Kernel version: |iBoot version: "
            + "|System model name: |Paniclog version: |mach_absolute_time: |Epoch Time: |Boot {1,8}: 0x"
            + "|Sleep {1,8}: 0x|Wake {1,8}: 0x|Calendar: 0x|Panicked task |Panic Initiator: |service: "
            + "|iBoot Stage 2 version:|Fileset Kernelcache|Kernel UUID: |Boot session|secure boot\\?: |roots installed: "
            + "|Debug Header |KernelCache |Kernel slide: |[A-Z]\\.sensor array |Kernel Extensions in backtrace"
            + "|last started kext|\\d{1,3} [\\w .-]{1,32}+\\| \\d{3} {1,8}\\|)");

    private Unfold() {}

    /// Returns a log with the lines of its entries, where a line holds several of them; the same object where none
    /// does.
    static String entries(Haystack haystack) {
        String text = haystack.text();
        int mark = haystack.indexOf("RTKit");
        int start = text.lastIndexOf('\n', mark) + 1;
        int feed = text.indexOf('\n', Math.max(0, mark));
        int end = feed < 0 ? text.length() : feed;
        if (mark < 0 || end - start < LEAST_CHARS) {
            return text;
        }
        EntryPrefix prefix = LineStarts.of(haystack).prefix();
        return prefix.equals(EntryPrefix.NONE) ? text : entries(text, prefix);
    }

    private static String entries(String text, EntryPrefix prefix) {
        var lines = new StringBuilder(text.length());
        int copied = 0;
        int breaks = 0;
        for (int blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
            if (text.charAt(blank + 1 < text.length() ? blank + 1 : blank) != ' '
                    && prefix.endIn(text, blank + 1, text.length()) >= 0) {
                lines.append(text, copied, blank).append('\n');
                copied = blank + 1;
                breaks++;
            }
        }
        boolean isFolded = breaks + 1 >= LEAST_BREAKS;
        return isFolded ? lines.append(text, copied, text.length()).toString() : text;
    }

    /// Returns whether a report stands on one line, or on lines that a mailer has filled anew.
    public static boolean isFolded(Haystack haystack) {
        String text = haystack.text();
        int head = haystack.indexOf(HEAD);
        if (head < 0) {
            return false;
        }
        int feed = text.indexOf('\n', head);
        int end = feed < 0 ? text.length() : feed;
        boolean isLine = end - head >= LEAST_CHARS && breaks(text.substring(head, end)) == LEAST_BREAKS;
        return isLine || isRefilled(haystack);
    }

    /// Whether a line of a report's own follows another one on the same line.
    private static boolean isRefilled(Haystack text) {
        return text.containsOneOf(FACTS);
    }

    /// Counts as far as that is asked for.
    private static int breaks(String line) {
        Matcher starts = STARTS.matcher(line);
        int breaks = 0;
        while (breaks < LEAST_BREAKS && starts.find()) {
            breaks++;
        }
        return breaks;
    }

    /// Returns the text with such a report's lines.
    public static String lines(String text) {
        int head = text.indexOf(HEAD);
        String report = text.substring(head);
        String line = isRefilled(new Haystack(report)) ? FEED.matcher(report).replaceAll(" ") : report;
        return text.substring(0, head) + STARTS.matcher(line).replaceAll("\n");
    }
}
