package org.rtkit4j.forensics.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.model.DriverVerdict;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// The lines in which drivers give up, as the knowledge base has them.
final class DriverLines {
    private final List<Found> found = new ArrayList<>();

    /// @param rank the row's place: the most decisive is the first
    private record Found(int rank, DriverVerdict verdict) {}

    /// Keeps a line of a driver if it is one of those.
    void read(KernelLine line, int number) {
        String body = line.body();
        List<KnowledgeRow> rows = Knowledge.driverLines();
        for (int rank = 0; rank < rows.size(); rank++) {
            KnowledgeRow row = rows.get(rank);
            if (body.contains(row.field("words")) && line.driverStartsWith(row.fieldOrEmpty("driver"))) {
                keep(rank, row.key(), line, body, number);
                return;
            }
        }
    }

    private void keep(int rank, String key, KernelLine line, String body, int number) {
        if (found.size() < Limits.DETAILS) {
            String when = line.when();
            String text = Escape.line(body.strip());
            var verdict = new DriverVerdict(key, line.device().toString(), text, when, secondsSinceBoot(when), number);
            found.add(new Found(rank, verdict));
        }
    }

    /// Reads the kernel's own time stamp, `[   14.130478]`, wherever it stands in the prefix.
    private static long secondsSinceBoot(String when) {
        for (int at = when.indexOf('['); at >= 0; at = when.indexOf('[', at + 1)) {
            var stamp = new Scan(when).moveTo(at + 1).skipBlanks();
            if (stamp.decimal() && stamp.peek() == '.') {
                return stamp.value();
            }
        }
        return -1;
    }

    /// Returns the most decisive first; of equal ones the first of the log.
    List<DriverVerdict> verdicts() {
        return found.stream()
                .sorted(Comparator.comparingInt(Found::rank))
                .map(Found::verdict)
                .toList();
    }
}
