package org.rtkit4j.fleet.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/// Compares each build with the next one of the same system.
///
/// The devices of a build are those that reported anything with it, since others are not known: where a build mends
/// one cause, the shares of all others rise a little.
final class BuildChanges {
    private static final String BUILDS = """
            SELECT regexp_extract(system, '^[^0-9(]*', 0) AS family, build, min(made) AS first_seen,
                   count(DISTINCT coalesce(device, file)) AS devices
            FROM reports WHERE build IS NOT NULL GROUP BY 1, 2 ORDER BY family, first_seen NULLS LAST, build
            """;
    private static final String GROUPS = """
            SELECT build, group_id, count(DISTINCT coalesce(device, file)) AS devices, min_by(sentence, made) AS sentence
            FROM reports WHERE build IS NOT NULL AND group_id IS NOT NULL GROUP BY 1, 2
            """;

    private final Map<String, Map<String, Long>> devices = new HashMap<>();
    private final Map<String, String> sentences = new HashMap<>();
    private final List<BuildChange> found = new ArrayList<>();

    private BuildChanges() {}

    /// Returns the changes that are no chance: what became worse first, the largest first.
    static List<BuildChange> of(FleetViews views) {
        var changes = new BuildChanges();
        for (Row row : views.query(GROUPS)) {
            changes.devices
                    .computeIfAbsent(row.getString(0), _ -> new HashMap<>())
                    .put(row.getString(1), row.getLong(2));
            changes.sentences.putIfAbsent(row.getString(1), row.isNullAt(3) ? "" : row.getString(3));
        }
        changes.compare(views.query(BUILDS));
        changes.found.sort(Comparator.comparing((BuildChange change) -> !change.isWorse())
                .thenComparingDouble(BuildChanges::falling)
                .thenComparing(BuildChange::group));
        return changes.found;
    }

    private static double falling(BuildChange change) {
        return -Math.abs(change.after().least() - change.before().least());
    }

    private void compare(List<Row> builds) {
        for (int i = 1; i < builds.size(); i++) {
            if (builds.get(i).getString(0).equals(builds.get(i - 1).getString(0))) {
                compare(builds.get(i - 1), builds.get(i));
            }
        }
    }

    private void compare(Row from, Row to) {
        var groups = new TreeSet<>(groupsOf(from).keySet());
        groups.addAll(groupsOf(to).keySet());
        for (String group : groups) {
            var change = new BuildChange(
                    group,
                    sentences.getOrDefault(group, ""),
                    from.getString(1),
                    to.getString(1),
                    share(from, group),
                    share(to, group));
            if (change.isSure()) {
                found.add(change);
            }
        }
    }

    private Map<String, Long> groupsOf(Row build) {
        return devices.getOrDefault(build.getString(1), Map.of());
    }

    private DeviceShare share(Row build, String group) {
        return new DeviceShare(groupsOf(build).getOrDefault(group, 0L), build.getLong(3));
    }
}
