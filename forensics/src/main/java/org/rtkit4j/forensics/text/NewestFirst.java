package org.rtkit4j.forensics.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A log that begins with its newest line, as `journalctl -r` and many pages of logs show it.
public final class NewestFirst {
    /// Seconds since the boot as the kernel prints them, or the time of the day.
    private static final Pattern TIME = Pattern.compile("\\[ {0,6}(?<seconds>[0-9]{1,9})\\.(?<micros>[0-9]{6})]"
            + "|(?<![0-9:])(?<hours>[0-9]{1,2}):(?<minutes>[0-9]{2}):(?<second>[0-9]{2})(?:[.,](?<parts>[0-9]{3,9}))?");
    private static final String MARK = "RTKit";
    private static final int LOOKED_AT = 200;
    /// A line has its time in front, behind a name or a quotation mark at most; a report in one line has thousands of
    /// characters in which there is none.
    private static final int TIME_WITHIN = 256;
    /// So many steps back in time are no accident of two clocks.
    private static final int ENOUGH = 3;

    private static final double NONE = Double.NaN;

    private NewestFirst() {}

    /// Returns whether a log goes back in time from line to line. A boot, midnight, or a second CPU's line that comes
    /// late are single steps.
    public static boolean isIt(Haystack haystack) {
        if (!haystack.contains(MARK)) {
            return false;
        }
        String text = haystack.text();
        int back = 0;
        int forth = 0;
        double last = NONE;
        Matcher time = TIME.matcher(text);
        int from = 0;
        // Of most logs the first twenty lines tell that the others cannot make them go back.
        for (int left = LOOKED_AT; from < text.length() && 10 * forth <= back + left; left--) {
            int end = lineEnd(text, from);
            double now = timeIn(text, time, from, end);
            back += now < last ? 1 : 0;
            forth += now > last ? 1 : 0;
            last = Double.isNaN(now) ? last : now;
            from = end + 1;
        }
        return back >= ENOUGH && 10 * forth <= back;
    }

    private static double timeIn(String text, Matcher time, int from, int lineEnd) {
        int end = Math.min(lineEnd, from + TIME_WITHIN);
        if (!mayHaveTime(text, from, end) || !time.region(from, end).find()) {
            return NONE;
        }
        if (time.group("seconds") != null) {
            return number(time, "seconds") + number(time, "micros") / 1e6;
        }
        String parts = time.group("parts");
        double fraction = parts == null ? 0 : Integer.parseInt(parts) / Math.pow(10, parts.length());
        return 3600 * number(time, "hours") + 60 * number(time, "minutes") + number(time, "second") + fraction;
    }

    /// Whether what stands in a time is there: rows of a report have neither.
    private static boolean mayHaveTime(String text, int from, int end) {
        return text.indexOf(':', from, end) >= 0 || text.indexOf('.', from, end) >= 0;
    }

    private static double number(Matcher time, String group) {
        return Integer.parseInt(time.group(group));
    }

    /// Returns the log with its oldest line first. Lines without a time stay behind the one that they belong to.
    public static String turned(String text) {
        Matcher time = TIME.matcher(text);
        List<String> entries = new ArrayList<>();
        int start = 0;
        for (int from = lineEnd(text, 0) + 1; from < text.length(); from = lineEnd(text, from) + 1) {
            if (!Double.isNaN(timeIn(text, time, from, lineEnd(text, from)))) {
                entries.add(text.substring(start, from));
                start = from;
            }
        }
        String last = text.substring(start);
        entries.add(last.endsWith("\n") ? last : last + "\n");
        return String.join("", entries.reversed());
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }
}
