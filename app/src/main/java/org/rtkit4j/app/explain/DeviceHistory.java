package org.rtkit4j.app.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.forensics.analysis.ReportDate;

/// The dated reports of one model, in the order of time: how often, how long after each start, and what changed.
///
/// One model is taken for one device, since reports do not say whose they are.
final class DeviceHistory {
    private static final int FEWEST_FOR_A_PATTERN = 3;
    private static final double NEAR = 0.1;
    /// The system restarts where a service has not reported for three minutes, again and again while a sensor is
    /// missing.
    private static final long LOOP_FROM_SECONDS = 170;
    private static final long LOOP_TO_SECONDS = 240;

    private final String model;
    private final List<CrashRow> rows = new ArrayList<>();

    DeviceHistory(String model) {
        this.model = model;
    }

    void add(CrashRow row) {
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    /// Puts the rows into the order of time; there is at least one.
    DeviceHistory sorted() {
        rows.sort(Comparator.comparing(DeviceHistory::when));
        return this;
    }

    private static Instant when(CrashRow row) {
        Instant when = row.moment().when();
        return when == null ? Instant.EPOCH : when;
    }

    void print(PrintWriter out) {
        CrashRow first = rows.getFirst();
        CrashRow last = rows.getLast();
        out.printf(
                "  %s: %s, %s to %s%s%n",
                model,
                Amount.of(rows.size(), "report"),
                ReportDate.shown(when(first)),
                ReportDate.shown(when(last)),
                interval());
        String uptime = uptime();
        if (!uptime.isEmpty()) {
            out.printf("    %s%n", uptime);
        }
        if (!first.moment().system().equals(last.moment().system())) {
            out.printf(
                    "    system %s at first, %s at last%n",
                    first.moment().system(), last.moment().system());
        }
        changed(out);
    }

    /// The median, since one long pause says little.
    private String interval() {
        List<Duration> between = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            between.add(Duration.between(when(rows.get(i - 1)), when(rows.get(i))));
        }
        if (between.isEmpty()) {
            return "";
        }
        between.sort(Comparator.naturalOrder());
        return ", mostly " + shown(between.get(between.size() / 2)) + " apart";
    }

    private static String shown(Duration time) {
        if (time.toDays() >= 2) {
            return "%d days".formatted(time.toDays());
        }
        return time.toHours() >= 2 ? "%d hours".formatted(time.toHours()) : Amount.of(time.toMinutes(), "minute");
    }

    /// What most of the reports have in common in the time since the start.
    private String uptime() {
        List<Long> seconds = rows.stream()
                .map(row -> row.moment().secondsSinceBoot())
                .filter(time -> time >= 0)
                .sorted()
                .toList();
        if (seconds.size() < FEWEST_FOR_A_PATTERN) {
            return "";
        }
        long median = seconds.get(seconds.size() / 2);
        long near = seconds.stream()
                .filter(time -> Math.abs(time - median) <= NEAR * median)
                .count();
        if (near < FEWEST_FOR_A_PATTERN || 2 * near < seconds.size()) {
            return "";
        }
        return "%d of %d stopped about %d s after the start%s".formatted(near, seconds.size(), median, loop(median));
    }

    private static String loop(long seconds) {
        return seconds >= LOOP_FROM_SECONDS && seconds <= LOOP_TO_SECONDS
                ? ": the three-minute loop, as of a sensor that does not answer"
                : "";
    }

    /// Which groups are only in the first half of the time, and which only in the second.
    private void changed(PrintWriter out) {
        if (rows.size() < FEWEST_FOR_A_PATTERN) {
            return;
        }
        Set<String> before = groups(rows.subList(0, rows.size() / 2));
        Set<String> after = groups(rows.subList(rows.size() / 2, rows.size()));
        Set<String> gone = without(before, after);
        Set<String> come = without(after, before);
        if (!gone.isEmpty()) {
            out.printf("    only in the earlier half: %s%n", String.join(", ", gone));
        }
        if (!come.isEmpty()) {
            out.printf("    only in the later half: %s%n", String.join(", ", come));
        }
    }

    private static Set<String> groups(List<CrashRow> some) {
        Set<String> groups = new TreeSet<>();
        some.forEach(row -> groups.add(row.group()));
        return groups;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", model);
        json.writeNumberField("reports", rows.size());
        json.writeStringField("first", when(rows.getFirst()).toString());
        json.writeStringField("last", when(rows.getLast()).toString());
        json.writeStringField("firstSystem", rows.getFirst().moment().system());
        json.writeStringField("lastSystem", rows.getLast().moment().system());
        json.writeStringField("pattern", uptime());
        json.writeEndObject();
    }
}
