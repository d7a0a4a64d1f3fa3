package org.rtkit4j.forensics.requests;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.conversation.Pairing;

/// Finds requests that were never answered, in every mailbox log of a report, each log for itself. The logs are put
/// together by [org.rtkit4j.forensics.analysis.TimeLine]. A request that both ends of a mailbox logged is one.
public final class UnansweredRequests {
    private static final String OF_AP = "AP log";

    private UnansweredRequests() {}

    /// Returns them log by log, in the order of time.
    public static List<Unanswered> in(CrashReport report) {
        var decoder = MessageDecoder.of(report);
        List<Unanswered> found = new ArrayList<>();
        for (MailboxLog log : report.logs().own()) {
            of(log, decoder, found);
        }
        ApLog ap = report.logs().ap();
        if (ap != null) {
            for (Unanswered open : of(ap, decoder)) {
                join(open, report, found);
            }
        }
        return List.copyOf(found);
    }

    /// Adds a request of the AP's log, to the one of a mailbox where that logged it as well.
    private static void join(Unanswered open, CrashReport report, List<Unanswered> found) {
        for (int i = 0; i < found.size(); i++) {
            Unanswered other = found.get(i);
            if (other.request().isSameMessage(open.request()) && isOfMailboxWithAp(other, report)) {
                found.set(i, other.atBothEnds());
                return;
            }
        }
        found.add(open);
    }

    private static boolean isOfMailboxWithAp(Unanswered open, CrashReport report) {
        return report.logs().own().stream()
                .anyMatch(log -> log.isWithAp() && log.name().equals(open.log()));
    }

    private static void of(MailboxLog log, MessageDecoder decoder, List<Unanswered> found) {
        var pairing = new Pairing(decoder.vocabulary(log));
        List<MailboxRow> rows = log.rows();
        for (int i = 0; i < rows.size(); i++) {
            MailboxRow row = rows.get(i);
            if (row.isPairable()) {
                pairing.add(i, decoder.roleOf(log, row), row.endpoint(), row.message());
            }
        }
        for (Pairing.Waiting waiting : pairing.open()) {
            MailboxRow row = rows.get((int) waiting.number());
            String expected = waiting.role().expected();
            found.add(new Unanswered(
                    log.name(), row, decoder.endpointName(log, row), decoder.describe(log, row), expected));
        }
    }

    private static List<Unanswered> of(ApLog log, MessageDecoder decoder) {
        List<Unanswered> found = new ArrayList<>();
        var pairing = new Pairing(decoder.vocabulary());
        List<MailboxRow> rows = log.rows();
        for (int i = 0; i < rows.size(); i++) {
            MailboxRow row = rows.get(i);
            if (row.isPairable()) {
                pairing.add(i, row.direction(), row.endpoint(), row.message());
            }
        }
        for (Pairing.Waiting waiting : pairing.open()) {
            MailboxRow row = rows.get((int) waiting.number());
            String expected = waiting.role().expected();
            found.add(new Unanswered(OF_AP, row, decoder.endpointNameOnAp(row), decoder.describeOnAp(row), expected));
        }
        return found;
    }
}
