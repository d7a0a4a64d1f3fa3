package org.rtkit4j.app.matrix;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A matrix as a table of Markdown: a line for each firmware, a column for each host.
public final class MatrixPage {
    private MatrixPage() {}

    /// Returns the table.
    ///
    /// @param all in the order of hosts; firmware comes in that of its names
    public static String table(List<Survival> all) {
        List<String> hosts = all.stream().map(Survival::host).distinct().toList();
        var text = new StringBuilder("| firmware | " + String.join(" | ", hosts) + " |\n");
        text.append("|---|").append("---|".repeat(hosts.size())).append('\n');
        var rows = all.stream()
                .collect(Collectors.groupingBy(
                        Survival::firmware,
                        TreeMap::new,
                        Collectors.toMap(Survival::host, Survival::summary, (first, _) -> first)));
        rows.forEach((firmware, cells) -> text.append(row(firmware, hosts, cells)));
        return text.toString();
    }

    private static String row(String firmware, List<String> hosts, Map<String, String> cells) {
        return hosts.stream()
                .map(host -> cells.getOrDefault(host, "").replace("|", "/"))
                .collect(Collectors.joining(" | ", "| `" + firmware + "` | ", " |\n"));
    }
}
