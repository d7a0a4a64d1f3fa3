package org.rtkit4j.forensics.explain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.decode.MessageDecoder;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.MailboxLog;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.LogGaps;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.layout.Direction;

/// What was said on the mailboxes, by the logs of both sides, and what was never answered.
final class MailboxPart {
    private static final int NEWEST = 20;

    private final Page page;
    private final CrashReport report;
    private final MessageDecoder decoder;
    private final @Nullable ClockOffset offset;

    MailboxPart(Page page, CrashReport report) {
        this.page = page;
        this.report = report;
        this.decoder = MessageDecoder.of(report);
        this.offset = ClockOffset.of(report);
    }

    void print() {
        for (MailboxLog log : report.logs().own()) {
            mailbox(log);
        }
        if (report.logs().ap() != null) {
            apLog(report.logs().ap());
        }
        if (!report.logs().isEmpty()) {
            unanswered();
            new TimeLinePart(page, report).print();
        }
    }

    private void mailbox(MailboxLog log) {
        String peer = log.isWithAp() ? "the AP" : "another co-processor (" + log.peer() + ")";
        page.heading("Mailbox " + log.index() + " with " + peer + ": "
                + Sentence.count(log.rows().size(), "message", "messages") + ", the co-processor's own log");
        page.explain(Term.ENDS, Term.ENDPOINT, Term.TICKS);
        if (!log.isWithAp()) {
            page.faint("Here \"peer\" is that co-processor. Messages are read as the SMC's: both such peers ever seen"
                    + " speak its keys.");
        }
        log.controls().forEach((name, value) -> control(name, value));
        log.notes().forEach(note -> page.line("  " + note));
        boolean directed = log.rows().stream().anyMatch(row -> row.direction() != Direction.BOTH);
        if (!directed && !log.rows().isEmpty()) {
            page.faint("This kind of report does not record who sent a message.");
        }
        rows(log.rows(), log);
    }

    /// State of the mailbox's registers, where it says something.
    private void control(String name, long value) {
        if (name.endsWith("_CTRL")) {
            page.line("  " + name + " = " + Sentence.hex(value) + ": " + ControlText.of(value));
        } else if (page.all()) {
            page.line("  " + name + " = " + Sentence.hex(value));
        }
    }

    private void rows(List<MailboxRow> rows, @Nullable MailboxLog log) {
        int older = page.all() ? 0 : Math.max(0, rows.size() - NEWEST);
        if (older > 0) {
            page.faint("... " + older + " older, --all shows them");
        }
        var table = new Table(">time", "direction", "endpoint", "message", "meaning");
        for (MailboxRow row : rows.subList(older, rows.size())) {
            if (row.isMessage()) {
                String name = log == null ? decoder.endpointNameOnAp(row) : decoder.endpointName(log, row);
                String meaning = log == null ? decoder.describeOnAp(row) : decoder.describe(log, row);
                table.row(time(row, log), direction(row, log), endpoint(row, name), word(row), meaning);
            } else {
                table.row(time(row, log), direction(row, log), "", "(interrupt)", "");
            }
        }
        if (!table.isEmpty()) {
            table.print(page);
        }
    }

    private String time(MailboxRow row, @Nullable MailboxLog log) {
        Long crash = report.site().time();
        if (crash == null || (log == null && offset == null)) {
            return Sentence.hex(row.time());
        }
        if (log != null && !log.wideTimes()) {
            // The log keeps the low 32 bits: the shorter way round is meant.
            return TickClock.seconds(((row.time() - crash) << 32) >> 32);
        }
        long own = log == null && offset != null ? row.time() + offset.ticks() : row.time();
        return TickClock.seconds(own - crash);
    }

    private static String direction(MailboxRow row, @Nullable MailboxLog log) {
        String text = row.direction() == Direction.BOTH ? "?" : row.direction().toString();
        return log == null || log.isWithAp() ? text : text.replace("AP", "peer");
    }

    private static String endpoint(MailboxRow row, String name) {
        return row.endpoint() < 0 ? name : String.format("%02x %s", row.endpoint(), name);
    }

    private static String word(MailboxRow row) {
        String digits = Long.toHexString(row.message());
        return "0".repeat(16 - digits.length()) + digits;
    }

    private void apLog(ApLog log) {
        page.heading(
                "The AP's own log of the mailbox: " + Sentence.count(log.rows().size(), "row", "rows"));
        page.explain(Term.ENDS, Term.ENDPOINT);
        if (log.rotatedBy() > 0) {
            page.faint("The report prints this ring from slot 0; here it is in the order of time.");
        }
        clocks();
        for (Map.Entry<String, String> state : log.state().entrySet()) {
            var value = new Scan(state.getValue());
            if (state.getKey().endsWith("_CTRL") && value.hex()) {
                control(state.getKey(), value.value());
            } else if (!state.getValue().isEmpty()) {
                page.line("  " + state.getKey() + " = " + state.getValue());
            }
        }
        rows(log.rows(), null);
        notice();
    }

    private void clocks() {
        if (offset == null) {
            page.faint("The two logs share too few messages to line up their clocks: times are the AP's own.");
            return;
        }
        page.faint("Lined up with the co-processor's clock, which is " + Sentence.hex(offset.ticks()) + " ticks ahead: "
                + offset.matched() + " rows stand in both logs and agree on that within "
                + (offset.ticks() - offset.atLeast()) + " ticks.");
    }

    private void notice() {
        MailboxRow notice = MessageDecoder.noticeIn(report);
        if (notice == null) {
            return;
        }
        Long crash = report.site().time();
        String when = "";
        if (crash != null && offset != null) {
            long after = notice.time() + offset.ticks() - crash;
            when = ", " + Sentence.duration(after) + (after < 0 ? " before" : " after") + " the time of the crash";
        }
        page.prose("The AP heard of the crash by " + decoder.describeOnAp(notice) + when + ".");
    }

    private void unanswered() {
        List<Unanswered> requests = UnansweredRequests.in(report);
        int gaps = LogGaps.in(report);
        boolean isWhole = gaps == 0 && report.logs().lostRows() == 0 && !LogGaps.isOneWay(report);
        String claim = isWhole ? "that were never answered" : "without an answer in these logs";
        page.heading("Requests " + claim + ": " + (requests.isEmpty() ? "none" : requests.size()));
        int lost = report.logs().lostRows();
        if (lost > 0) {
            page.prose("Rows that could not be read, or are missing: " + lost
                    + ". Requests and answers may be among them.");
        }
        if (gaps > 0) {
            page.prose(gaps(gaps, requests.size()));
        }
        if (requests.isEmpty()) {
            page.prose("Every request in these logs whose answer would lie in them was answered.");
            return;
        }
        var table = new Table("log", "direction", "endpoint", "message", "meaning", "missing");
        for (Unanswered request : requests) {
            MailboxRow row = request.request();
            table.row(
                    request.log(),
                    row.direction() == Direction.BOTH ? "?" : row.direction().toString(),
                    endpoint(row, request.endpointName()),
                    word(row),
                    request.decoded(),
                    request.expected());
        }
        table.print(page);
    }

    private static String gaps(int gaps, int requests) {
        String answers = Sentence.count(gaps, "answer stands", "answers stand");
        String gap = "The log has gaps: " + answers + " in it without " + (gaps == 1 ? "its" : "their") + " request.";
        return requests == 0 ? gap : gap + " What lacks an answer here was most likely answered in a gap.";
    }
}
