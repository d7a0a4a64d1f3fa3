package org.rtkit4j.forensics.explain;

import org.rtkit4j.forensics.model.CrashReport;

/// Times of mailbox logs, in seconds before or after the crash.
///
/// The counter's rate stands in no report. 24 MHz is a guess: the AP's counter runs so on the chips of these
/// reports, and the two do not drift apart in real ones.
final class TickClock {
    private static final int LIKELY_HERTZ = 24_000_000;

    private TickClock() {}

    /// Returns the title of a column of times.
    static String title(CrashReport report) {
        return report.site().time() == null ? "counter" : "seconds";
    }

    /// Returns when something happened: seconds since the crash, negative before it; the counter itself where the
    /// time of the crash is not known.
    static String of(long ticks, CrashReport report) {
        Long crash = report.site().time();
        return crash == null ? Sentence.hex(ticks) : seconds(ticks - crash);
    }

    /// Returns ticks as seconds, to the microsecond.
    static String seconds(long ticks) {
        return DecimalFraction.of(ticks, LIKELY_HERTZ, 6);
    }

    /// Returns ticks as microseconds, to a tenth.
    static String micros(long ticks) {
        return DecimalFraction.of(ticks, LIKELY_HERTZ / 1_000_000, 1);
    }
}
