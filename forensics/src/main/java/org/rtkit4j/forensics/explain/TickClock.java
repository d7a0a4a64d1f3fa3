package org.rtkit4j.forensics.explain;

import java.util.Locale;
import org.rtkit4j.forensics.model.CrashReport;

/// Times of mailbox logs, in seconds before or after the crash.
///
/// The counter's rate stands in no report. 24 MHz is a guess: the AP's counter runs so on the chips of these reports,
/// and
/// the two do not drift apart in real ones.
final class TickClock {
    private static final double LIKELY_HERTZ = 24e6;

    private TickClock() {}

    /// Returns the title of a column of times.
    static String title(CrashReport report) {
        return report.site().time() == null ? "counter" : "seconds";
    }

    /// Returns when something happened: seconds since the crash, negative before it; the counter itself where the time
    /// of
    /// the crash is not known.
    static String of(long ticks, CrashReport report) {
        Long crash = report.site().time();
        return crash == null ? Sentence.hex(ticks) : seconds(ticks - crash);
    }

    /// Returns ticks as seconds, to the microsecond.
    static String seconds(long ticks) {
        return String.format(Locale.ROOT, "%.6f", ticks / LIKELY_HERTZ);
    }

    /// Returns ticks as microseconds, to a tenth.
    static String micros(long ticks) {
        return String.format(Locale.ROOT, "%.1f", ticks / LIKELY_HERTZ * 1e6);
    }
}
