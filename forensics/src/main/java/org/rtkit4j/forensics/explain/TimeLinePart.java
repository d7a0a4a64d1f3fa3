package org.rtkit4j.forensics.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.analysis.ClockOffset;
import org.rtkit4j.forensics.analysis.Moment;
import org.rtkit4j.forensics.analysis.TimeLine;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.requests.Latency;
import org.rtkit4j.forensics.requests.LogGaps;
import org.rtkit4j.wire.layout.Direction;

/// Both sides' messages on one time line, with answers beside their requests, and how long answers took.
final class TimeLinePart {
    private static final int NEWEST = 20;

    private final Page page;
    private final CrashReport report;
    private final TimeLine line;
    private final @Nullable ClockOffset offset;

    TimeLinePart(Page page, CrashReport report) {
        this.page = page;
        this.report = report;
        this.line = TimeLine.of(report);
        this.offset = ClockOffset.of(report);
    }

    void print() {
        if (line.isMerged()) {
            moments();
        }
        latencies();
    }

    private void moments() {
        List<Moment> moments = line.moments();
        page.heading("One time line of all logs: " + Sentence.count(moments.size(), "message", "messages"));
        page.faint(
                "Log: number of the co-processor's own, or the AP's. Way: microseconds between the two ends' notes of a"
                        + " message, beyond the least seen. Took: microseconds since the request that this answers.");
        int older = page.all() ? 0 : Math.max(0, moments.size() - NEWEST);
        if (older > 0) {
            page.faint("... " + older + " older, --all shows them");
        }
        boolean isWhole = LogGaps.in(report) == 0 && !LogGaps.isOneWay(report);
        String open = isWhole ? "  * never answered" : "  * no answer in the log";
        var table = new Table(">time", "log", ">way", "direction", "endpoint", "meaning", ">took");
        for (Moment moment : moments.subList(older, moments.size())) {
            table.row(
                    time(moment),
                    keepers(moment),
                    way(moment),
                    direction(moment),
                    moment.endpointName(),
                    moment.decoded() + (moment.isOpen() ? open : ""),
                    moment.answers() < 0 ? "" : TickClock.micros(moment.latencyTicks()));
        }
        table.print(page);
    }

    private String time(Moment moment) {
        return TickClock.of(moment.time(), report);
    }

    private static String keepers(Moment moment) {
        String own =
                moment.log() == null ? "" : moment.log().substring(moment.log().lastIndexOf(' ') + 1);
        return own.isEmpty() ? "AP" : own + (moment.apTime() == null ? "" : "+AP");
    }

    private String way(Moment moment) {
        if (offset == null || moment.log() == null || moment.apTime() == null) {
            return "";
        }
        return TickClock.micros(Math.abs(moment.time() - moment.apTime() - offset.ticks()));
    }

    private static String direction(Moment moment) {
        return moment.row().direction() == Direction.BOTH
                ? "?"
                : moment.row().direction().toString();
    }

    private void latencies() {
        List<Latency> latencies = Latency.of(line);
        if (latencies.isEmpty()) {
            return;
        }
        page.heading("How long answers took, in microseconds");
        var table = new Table("endpoint", "request", "direction", ">answered", ">least", ">median", ">most");
        for (Latency latency : latencies) {
            table.row(
                    latency.endpointName(),
                    latency.request(),
                    latency.direction() == Direction.BOTH
                            ? "?"
                            : latency.direction().toString(),
                    Integer.toString(latency.count()),
                    TickClock.micros(latency.leastTicks()),
                    TickClock.micros(latency.medianTicks()),
                    TickClock.micros(latency.mostTicks()));
        }
        table.print(page);
    }
}
