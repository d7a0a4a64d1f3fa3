package org.rtkit4j.fleet.summary;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.rtkit4j.fleet.generate.FleetTruth;

/// What the tables of a made-up fleet say, in the words of [FleetTruth].
public final class TableCounts {
    private static final String CAUSES = """
            SELECT regexp_extract(signature, '(Invented[0-9]+[.]cpp:[0-9]+|com[.]invented[.]service[0-9]+)', 1) AS mark,
                   build, group_id, count(*) AS reports
            FROM reports WHERE what <> 'none' GROUP BY 1, 2, 3
            """;

    private final FleetViews views;
    private final Map<String, Long> counts = new TreeMap<>();

    private TableCounts(FleetViews views) {
        this.views = views;
    }

    /// Counts.
    public static FleetTruth of(FleetViews views) {
        var counted = new TableCounts(views);
        counted.one("reports", "SELECT count(*) FROM reports WHERE what <> 'none'");
        counted.one("none", "SELECT count(*) FROM reports WHERE what = 'none'");
        counted.one("unreadable", "SELECT count(*) FROM unreadable");
        counted.one("devices", "SELECT count(DISTINCT device) FROM reports");
        counted.each("day ", "SELECT day, count(*) FROM reports WHERE what <> 'none' GROUP BY day");
        counted.each("model ", "SELECT model, count(*) FROM reports WHERE what <> 'none' GROUP BY model");
        counted.causes();
        return new FleetTruth(counted.counts);
    }

    private void one(String name, String query) {
        counts.put(name, views.query(query).getFirst().getLong(0));
    }

    private void each(String name, String query) {
        for (Row row : views.query(query)) {
            add(name + row.get(0), row.getLong(1));
        }
    }

    // A group that stands for two causes, and a cause in two groups, change the number of groups.
    private void causes() {
        Map<String, Set<String>> groups = new TreeMap<>();
        for (Row row : views.query(CAUSES)) {
            String mark = row.getString(0);
            long reports = row.getLong(3);
            add("cause " + mark, reports);
            add("build " + row.getString(1), reports);
            add("cause " + mark + " build " + row.getString(1), reports);
            groups.computeIfAbsent(mark, _ -> new java.util.TreeSet<>()).add(row.getString(2));
        }
        groups.forEach((mark, ids) -> {
            if (ids.size() > 1) {
                counts.put("groups of cause " + mark, (long) ids.size());
            }
        });
    }

    private void add(String name, long reports) {
        counts.merge(name, reports, Long::sum);
    }
}
