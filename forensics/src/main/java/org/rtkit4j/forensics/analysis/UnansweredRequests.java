package org.rtkit4j.forensics.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Finds requests that were never answered, in every mailbox log of a report; [Roles] knows what answers what.
///
/// An answer whose request lies before the start of the log is passed over. Where a log records no direction and a
/// word may be request or echo, an odd number of equal words leaves open which of them lacks its partner: then none
/// is reported.
public final class UnansweredRequests {
    private final Roles roles;
    private final Map<Key, Deque<Open>> open = new HashMap<>();

    private UnansweredRequests(Vocabulary vocabulary) {
        this.roles = new Roles(vocabulary);
    }

    private record Key(int endpoint, long key) {}

    private record Open(int row, MailboxRow request, Role role) {}

    /// Returns them log by log, in the order of time.
    public static List<Unanswered> in(CrashReport report) {
        var decoder = MessageDecoder.of(report);
        List<Unanswered> found = new ArrayList<>();
        for (MailboxLog log : report.mailboxes()) {
            var requests = new UnansweredRequests(decoder.vocabulary(log));
            for (int i = 0; i < log.rows().size(); i++) {
                MailboxRow row = log.rows().get(i);
                requests.add(i, row, decoder.roleOf(log, row));
            }
            requests.open()
                    .forEach(waiting -> found.add(new Unanswered(
                            "mailbox " + log.index(),
                            waiting.request(),
                            decoder.endpointName(log, waiting.request()),
                            decoder.describe(log, waiting.request()),
                            waiting.role().expected())));
        }
        onAp(report.apLog(), decoder, found);
        return found;
    }

    private static void onAp(@Nullable ApLog log, MessageDecoder decoder, List<Unanswered> found) {
        if (log == null) {
            return;
        }
        var requests = new UnansweredRequests(decoder.vocabulary());
        for (int i = 0; i < log.rows().size(); i++) {
            requests.add(i, log.rows().get(i), log.rows().get(i).direction());
        }
        requests.open()
                .forEach(waiting -> found.add(new Unanswered(
                        "AP log",
                        waiting.request(),
                        decoder.endpointNameOnAp(waiting.request()),
                        decoder.describeOnAp(waiting.request()),
                        waiting.role().expected())));
    }

    private void add(int number, MailboxRow row, Direction direction) {
        if (!row.isMessage() || row.endpoint() < 0) {
            return;
        }
        Role role = roles.of(direction, row.endpoint(), row.message());
        var key = new Key(row.endpoint(), role.key());
        switch (role.kind()) {
            case REQUEST, CALL -> waiting(key).addLast(new Open(number, row, role));
            case ANSWER -> close(waiting(key));
            case REQUEST_OR_ECHO -> toggle(waiting(key), new Open(number, row, role));
            case NONE -> {}
        }
    }

    private Deque<Open> waiting(Key key) {
        return open.computeIfAbsent(key, _ -> new ArrayDeque<>(2));
    }

    /// Calls nest: an answer belongs to the innermost. Everything else is served in turn.
    private static void close(Deque<Open> waiting) {
        if (!waiting.isEmpty() && waiting.getLast().role().kind() == Role.Kind.CALL) {
            waiting.removeLast();
        } else {
            waiting.pollFirst();
        }
    }

    private static void toggle(Deque<Open> waiting, Open next) {
        if (waiting.isEmpty()) {
            waiting.addLast(next);
        } else {
            waiting.pollFirst();
        }
    }

    private List<Open> open() {
        return open.values().stream()
                .flatMap(Deque::stream)
                .filter(waiting -> waiting.role().kind() != Role.Kind.REQUEST_OR_ECHO)
                .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                .toList();
    }
}
