package org.rtkit4j.forensics.analysis;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.layout.Direction;

/// How far the co-processor's clock is ahead of the AP's: `firmware time - AP time`, in ticks.
///
/// Both logs hold the same messages, each with the clock of its keeper. A message from the AP is logged by the AP
/// first, so its difference of times is the offset *plus* how long it took; one from the co-processor gives the
/// offset *minus* that. Traffic repeats itself, though, and equal words need not be the same message. So:
///
/// 1. of the newest rows of both logs, take every pair of equal endpoint, message and direction;
/// 2. the true pairs agree on one difference up to latency, the false ones scatter: find the narrow window of
///    differences that holds most pairs, and take its median for a first estimate;
/// 3. match every AP row with the pair closest to the estimate;
/// 4. the smallest difference of AP → IOP rows is the offset with the least latency in it, and the largest one of
///    IOP → AP rows is what the offset cannot be below.
///
/// @param ticks the offset: step 4's smallest difference; where no AP → IOP row matches, the largest of the others
/// @param atLeast what it cannot be below, or `ticks` where nothing bounds it
/// @param matched how many rows of the AP's log found their partner
public record ClockOffset(long ticks, long atLeast, int matched) {
    private static final int NEWEST = 256;
    private static final long WINDOW = 0x800;
    private static final int FEWEST = 2;

    /// Returns the offset, or null where the logs share too little.
    public static @Nullable ClockOffset of(CrashReport report) {
        ApLog ap = report.logs().ap();
        if (ap == null) {
            return null;
        }
        for (MailboxLog log : report.logs().own()) {
            if (log.isWithAp() && log.wideTimes()) {
                return of(newest(log.rows()), newest(ap.rows()));
            }
        }
        return null;
    }

    private static List<MailboxRow> newest(List<MailboxRow> rows) {
        return rows.subList(Math.max(0, rows.size() - NEWEST), rows.size());
    }

    private static @Nullable ClockOffset of(List<MailboxRow> firmware, List<MailboxRow> ap) {
        long[] differences = differences(firmware, ap);
        if (differences.length < FEWEST) {
            return null;
        }
        long estimate = densest(differences);
        return bounds(firmware, ap, estimate);
    }

    private static long[] differences(List<MailboxRow> firmware, List<MailboxRow> ap) {
        var differences = new long[firmware.size() * ap.size()];
        int count = 0;
        for (MailboxRow own : firmware) {
            for (MailboxRow other : ap) {
                if (own.isSameMessage(other)) {
                    differences[count++] = own.time() - other.time();
                }
            }
        }
        long[] found = Arrays.copyOf(differences, count);
        Arrays.sort(found);
        return found;
    }

    /// Returns the median of the window that holds most differences.
    private static long densest(long[] sorted) {
        int best = 0;
        int bestCount = 0;
        int end = 0;
        for (int start = 0; start < sorted.length; start++) {
            while (end < sorted.length && sorted[end] - sorted[start] <= WINDOW) {
                end++;
            }
            if (end - start > bestCount) {
                best = start;
                bestCount = end - start;
            }
        }
        return sorted[best + bestCount / 2];
    }

    private static @Nullable ClockOffset bounds(List<MailboxRow> firmware, List<MailboxRow> ap, long estimate) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        int matched = 0;
        for (MailboxRow other : ap) {
            long difference = closest(firmware, other, estimate);
            if (Math.abs(difference - estimate) > WINDOW) {
                continue;
            }
            matched++;
            if (other.direction() == Direction.AP_TO_IOP) {
                least = Math.min(least, difference);
            } else {
                most = Math.max(most, difference);
            }
        }
        if (matched < FEWEST) {
            return null;
        }
        long ticks = least == Long.MAX_VALUE ? most : least;
        return new ClockOffset(ticks, most == Long.MIN_VALUE || most > ticks ? ticks : most, matched);
    }

    private static long closest(List<MailboxRow> firmware, MailboxRow other, long estimate) {
        long best = Long.MIN_VALUE / 2;
        for (MailboxRow own : firmware) {
            long difference = own.time() - other.time();
            if (own.isSameMessage(other) && Math.abs(difference - estimate) < Math.abs(best - estimate)) {
                best = difference;
            }
        }
        return best;
    }
}
