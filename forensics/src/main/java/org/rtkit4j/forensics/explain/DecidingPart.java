package org.rtkit4j.forensics.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.Fingerprint;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.SyslogLine;
import org.rtkit4j.forensics.requests.Unanswered;
import org.rtkit4j.forensics.requests.UnansweredRequests;
import org.rtkit4j.wire.layout.Direction;

/// The evidence that decides, in few lines: the machine and when, where in the firmware, what was said last, and
/// what was still open.
final class DecidingPart {
    private static final int FRAMES = 6;
    private static final int NEWEST = 8;
    private static final int OPEN = 4;
    private static final int LOGGED = 5;

    private final Page page;
    private final CrashReport report;

    DecidingPart(Page page, CrashReport report) {
        this.page = page;
        this.report = report;
    }

    void print() {
        machine();
        stack();
        messages();
        open();
        syslog();
        warnings();
    }

    private void machine() {
        page.blank();
        String model = Facts.shown("model", report.details());
        fact("machine", joined(model, Facts.shown("chip", report.details()), Facts.shown("system", report.details())));
        fact(
                "device",
                report.origin().device() == null ? "" : report.origin().device().toString());
        fact(
                "when",
                joined(
                        Facts.shown("reportTime", report.details()),
                        behind(Facts.shown("secondsSinceBoot", report.details()), " after boot"),
                        behind(Facts.shown("secondsSinceWake", report.details()), " after it woke")));
        fact("group", Fingerprint.of(report).id() + ": the same for every crash of this cause");
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            page.line(name + " ".repeat(Math.max(1, 10 - name.length())) + value);
        }
    }

    private static String joined(String... values) {
        List<String> kept = new ArrayList<>(List.of(values));
        kept.removeIf(String::isEmpty);
        return String.join(", ", kept);
    }

    private static String behind(String value, String words) {
        return value.isEmpty() ? "" : value + words;
    }

    private void stack() {
        List<StackAddress> stack = report.site().callStack();
        if (stack.isEmpty()) {
            return;
        }
        Long slide = report.origin().aslrSlide();
        var calls = new ArrayList<String>();
        for (StackAddress address : stack.subList(0, Math.min(FRAMES, stack.size()))) {
            String name = page.caller(address.address());
            calls.add(name.isEmpty() ? Sentence.hex(unslid(address, slide)) : name);
        }
        String more = stack.size() > FRAMES ? " (" + (stack.size() - FRAMES) + " more)" : "";
        page.heading("Call stack, innermost first" + (slide == null ? "" : ", without the slide"));
        page.prose(String.join(" < ", calls) + more);
    }

    private static long unslid(StackAddress address, @Nullable Long slide) {
        return slide != null && address.canUnslide(slide) ? address.unslid(slide) : address.address();
    }

    /// What was said last on the mailbox, of both ends' logs.
    private void messages() {
        List<Moment> moments = TimeLine.of(report).moments();
        if (moments.isEmpty()) {
            return;
        }
        List<Moment> newest = moments.subList(Math.max(0, moments.size() - NEWEST), moments.size());
        page.heading("Said last on its mailboxes: " + newest.size() + " of "
                + Sentence.count(moments.size(), "message", "messages"));
        var table = new Table(">" + TickClock.title(report), "direction", "endpoint", "meaning");
        for (Moment moment : newest) {
            table.row(
                    TickClock.of(moment.time(), report),
                    moment.row().direction() == Direction.BOTH
                            ? "?"
                            : moment.row().direction().toString(),
                    moment.endpointName(),
                    moment.decoded());
        }
        table.print(page);
        if (report.site().time() != null) {
            page.explain(Term.TICKS);
        }
    }

    private void open() {
        List<Unanswered> requests = UnansweredRequests.in(report);
        if (requests.isEmpty()) {
            return;
        }
        page.heading("Without an answer: " + Sentence.count(requests.size(), "request", "requests"));
        for (Unanswered request : requests.subList(0, Math.min(OPEN, requests.size()))) {
            page.prose(request.endpointName() + " " + request.decoded() + ": no " + request.expected());
        }
    }

    private void syslog() {
        List<SyslogLine> lines = report.syslog();
        if (lines.isEmpty()) {
            return;
        }
        page.heading("Logged last by the firmware: " + Math.min(LOGGED, lines.size()) + " of "
                + Sentence.count(lines.size(), "line", "lines"));
        for (SyslogLine line : lines.subList(Math.max(0, lines.size() - LOGGED), lines.size())) {
            page.prose((line.context().isEmpty() ? "" : line.context() + ": ") + line.text());
        }
    }

    private void warnings() {
        int count = report.warnings().size();
        if (count > 0) {
            page.blank();
            page.lead(Sentence.count(count, "place", "places")
                    + " could not be read, or had to be guessed: --evidence warnings");
        }
    }
}
