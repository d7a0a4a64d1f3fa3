package org.rtkit4j.forensics.requests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rtkit4j.forensics.model.MailboxRow;

/// Brings the rows of a ring that was printed from slot 0 into the order in which they were written.
public final class Ring {
    private static final long TIMES_32_BIT = 0xffff_ffffL;

    private Ring() {}

    /// Rows in order of time.
    ///
    /// @param rotatedBy how many rows stood before the oldest one
    /// @param sorted whether the rows fell in time more than once, so that they had to be sorted
    public record Ordered(List<MailboxRow> rows, int rotatedBy, boolean sorted) {
        public Ordered {
            rows = List.copyOf(rows);
        }
    }

    /// Orders by 64-bit times: rotates where time falls once, sorts where it falls more often.
    public static Ordered byTime(List<MailboxRow> rows) {
        int drop = 0;
        int drops = 0;
        for (int i = 1; i < rows.size(); i++) {
            if (Long.compareUnsigned(rows.get(i).time(), rows.get(i - 1).time()) < 0) {
                drop = i;
                drops++;
            }
        }
        boolean rotates = drops == 1
                && Long.compareUnsigned(rows.getLast().time(), rows.getFirst().time()) <= 0;
        if (drops == 0 || rotates) {
            return new Ordered(rotated(rows, drop), drop, false);
        }
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(MailboxRow::time, Long::compareUnsigned));
        return new Ordered(sorted, 0, true);
    }

    /// Orders by the low 32 bits of times, which may have wrapped: the seam of the ring is where, going round once,
    /// the largest step lies. Rows whose time never falls stay as they are.
    public static Ordered byLow32(List<MailboxRow> rows) {
        boolean falls = false;
        int seam = 0;
        long largest = -1;
        for (int i = 0; i < rows.size(); i++) {
            long before = rows.get(i == 0 ? rows.size() - 1 : i - 1).time();
            long step = (rows.get(i).time() - before) & TIMES_32_BIT;
            falls |= i > 0 && rows.get(i).time() < before;
            if (step > largest) {
                largest = step;
                seam = i;
            }
        }
        int start = falls ? seam : 0;
        return new Ordered(rotated(rows, start), start, false);
    }

    private static List<MailboxRow> rotated(List<MailboxRow> rows, int start) {
        if (start == 0) {
            return rows;
        }
        var result = new ArrayList<MailboxRow>(rows.size());
        result.addAll(rows.subList(start, rows.size()));
        result.addAll(rows.subList(0, start));
        return result;
    }
}
