package org.rtkit4j.app.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rtkit4j.app.terminal.Terminal;

/// The crashes of a folder, in the order of their own dates, and those of each model over time.
///
/// Rows are kept until all are read. What they have in common, as all texts of a group, is kept once.
final class FolderHistory {
    private static final int MOST_ROWS = 200_000;
    private static final int MOST_DEVICES = 12;

    private final List<CrashRow> rows = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private long further;

    void add(CrashRow row) {
        if (rows.size() < MOST_ROWS) {
            rows.add(shared(row));
        } else {
            further++;
        }
    }

    private CrashRow shared(CrashRow row) {
        CrashMoment moment = row.moment();
        return new CrashRow(
                row.path(),
                new CrashMoment(moment.when(), once(moment.model()), once(moment.system()), moment.secondsSinceBoot()),
                once(row.group()),
                "",
                once(row.coprocessor()),
                "",
                once(row.verdict()),
                "");
    }

    private String once(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    /// Prints a line for each; those without a date come last, in the order of their names.
    void printRows(PrintWriter out) {
        rows.sort(Comparator.comparing(
                        (CrashRow row) -> row.moment().when(), Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                .thenComparing(CrashRow::path));
        for (CrashRow row : rows) {
            String when = row.moment().shown();
            out.println((when.isEmpty() ? "" : when + "  ") + Terminal.escape(row.path()) + ": " + row.group() + ": "
                    + row.verdict());
        }
        if (further > 0) {
            out.println("... and " + further + " more: more than " + MOST_ROWS + " are not listed");
        }
    }

    /// Prints what the models' reports show over time, where any has two with a date.
    void printDevices(PrintWriter out) {
        List<DeviceHistory> devices = devices();
        if (!devices.isEmpty()) {
            out.printf("%nOver time, by the reports' own dates (UTC)%n");
            devices.forEach(device -> device.print(out));
        }
    }

    private List<DeviceHistory> devices() {
        Map<String, DeviceHistory> devices = new TreeMap<>();
        for (CrashRow row : rows) {
            String model = row.moment().model();
            if (row.moment().when() != null && !model.isEmpty()) {
                devices.computeIfAbsent(model, DeviceHistory::new).add(row);
            }
        }
        return devices.values().stream()
                .filter(device -> device.size() > 1)
                .sorted(Comparator.comparingInt(DeviceHistory::size).reversed())
                .limit(MOST_DEVICES)
                .map(DeviceHistory::sorted)
                .toList();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("devices");
        for (DeviceHistory device : devices()) {
            device.write(json);
        }
        json.writeEndArray();
    }
}
