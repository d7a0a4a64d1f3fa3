package org.rtkit4j.forensics.requests;

import java.util.EnumSet;
import java.util.Set;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.conversation.Exchanges;
import org.rtkit4j.wire.conversation.Pairing;
import org.rtkit4j.wire.conversation.Role;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Finds out that a mailbox log has gaps: answers stand in it whose requests do not, although others' do that are
/// older. Firmware that logs every second pair was seen. Across a gap nothing can be said to have never been
/// answered.
public final class LogGaps {
    private LogGaps() {}

    /// Returns how many answers of a report's logs lack their requests, those before the first request of a log not
    /// counted: theirs lie before the log's start.
    public static int in(CrashReport report) {
        var decoder = MessageDecoder.of(report);
        int found = 0;
        for (MailboxLog log : report.logs().own()) {
            var walk = new Walk(decoder.vocabulary(log));
            log.rows().forEach(row -> walk.add(row, decoder.roleOf(log, row)));
            found += walk.orphans;
        }
        ApLog ap = report.logs().ap();
        if (ap != null) {
            var walk = new Walk(decoder.vocabulary());
            ap.rows().forEach(row -> walk.add(row, row.direction()));
            found += walk.orphans;
        }
        return found;
    }

    /// Returns whether one of a report's logs shows one direction only, although it holds several requests: what would
    /// answer them is not logged, or was filtered out, or never came; the log cannot tell.
    public static boolean isOneWay(CrashReport report) {
        var decoder = MessageDecoder.of(report);
        for (MailboxLog log : report.logs().own()) {
            var walk = new Walk(decoder.vocabulary(log));
            log.rows().forEach(row -> walk.add(row, decoder.roleOf(log, row)));
            if (walk.isOneWay()) {
                return true;
            }
        }
        return false;
    }

    /// One log, from its oldest row on.
    private static final class Walk {
        private final Vocabulary vocabulary;
        private final Pairing pairing;
        private boolean hasRequest;
        private int orphans;
        private int requests;
        private final Set<Direction> directions = EnumSet.noneOf(Direction.class);

        Walk(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
            this.pairing = new Pairing(vocabulary);
        }

        void add(MailboxRow row, Direction role) {
            if (!row.isPairable()) {
                return;
            }
            Role.Kind kind = Exchanges.roleOf(vocabulary, role, row.endpoint(), row.message())
                    .kind();
            long request = pairing.add(0, role, row.endpoint(), row.message());
            orphans += hasRequest && kind == Role.Kind.ANSWER && request == Pairing.NEITHER ? 1 : 0;
            hasRequest |= request == Pairing.REQUEST;
            requests += request == Pairing.REQUEST ? 1 : 0;
            directions.add(role);
        }

        boolean isOneWay() {
            return requests > 1 && directions.size() == 1 && !directions.contains(Direction.BOTH);
        }
    }
}
