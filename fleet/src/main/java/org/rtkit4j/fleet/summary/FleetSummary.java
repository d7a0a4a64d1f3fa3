package org.rtkit4j.fleet.summary;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/// What the tables of a fleet say.
///
/// @param groups the largest first
/// @param fresh groups whose first report is of the day that was asked for, or later; the largest first
/// @param changes between a build and the next one
/// @param models the one with the most reports for each of its devices first
public record FleetSummary(
        Totals totals,
        List<GroupLine> groups,
        List<GroupLine> fresh,
        List<BuildChange> changes,
        List<ModelLine> models) {
    private static final String TOTALS = """
            SELECT count_if(what = 'crash'), count_if(what = 'panic'), count_if(what = 'none'),
                   count(DISTINCT device), min(made), max(made), (SELECT count(*) FROM unreadable)
            FROM reports
            """;
    private static final String GROUPS = """
            SELECT group_id, count(*) AS reports, count(DISTINCT coalesce(device, file)) AS devices,
                   min(made) AS first_seen, max(made) AS last_seen, min_by(build, made) AS first_build,
                   min_by(sentence, struct(made IS NULL, made, file, number)) AS sentence
            FROM reports WHERE group_id IS NOT NULL GROUP BY group_id %s ORDER BY reports DESC, group_id LIMIT %d
            """;
    private static final String MODELS = """
            SELECT model, count(*) AS reports, count(DISTINCT coalesce(device, file)) AS devices
            FROM reports WHERE group_id IS NOT NULL AND model IS NOT NULL
            GROUP BY model ORDER BY reports / devices DESC, model LIMIT""";

    /// What there is in all.
    ///
    /// @param devices those that their reports tell apart
    /// @param first when the earliest report was made; null where none says so
    /// @param last the latest
    public record Totals(
            long crashes,
            long panics,
            long none,
            long devices,
            long unreadable,
            @Nullable Instant first,
            @Nullable Instant last) {}

    /// A group.
    ///
    /// @param firstBuild the build of its earliest report; null where that does not say
    public record GroupLine(
            String group,
            long reports,
            long devices,
            @Nullable Instant first,
            @Nullable Instant last,
            @Nullable String firstBuild,
            String sentence) {}

    /// A model.
    public record ModelLine(String model, long reports, long devices) {}

    public FleetSummary {
        groups = List.copyOf(groups);
        fresh = List.copyOf(fresh);
        changes = List.copyOf(changes);
        models = List.copyOf(models);
    }

    /// Asks the tables.
    ///
    /// @param since from when on a group is new; null where nobody asks
    /// @param most how many groups and models are told
    public static FleetSummary of(FleetViews views, @Nullable LocalDate since, int most) {
        String isNew = since == null ? "HAVING false" : "HAVING min(day) >= DATE '" + since + "'";
        return new FleetSummary(
                totals(views.query(TOTALS).getFirst()),
                views.query(GROUPS.formatted("", most)).stream()
                        .map(FleetSummary::group)
                        .toList(),
                views.query(GROUPS.formatted(isNew, most)).stream()
                        .map(FleetSummary::group)
                        .toList(),
                BuildChanges.of(views),
                views.query(MODELS + " " + most).stream()
                        .map(row -> new ModelLine(row.getString(0), row.getLong(1), row.getLong(2)))
                        .toList());
    }

    private static Totals totals(Row row) {
        return new Totals(
                row.getLong(0),
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(6),
                row.getAs(4),
                row.getAs(5));
    }

    private static GroupLine group(Row row) {
        return new GroupLine(
                row.getString(0),
                row.getLong(1),
                row.getLong(2),
                row.getAs(3),
                row.getAs(4),
                row.getString(5),
                row.getString(6));
    }
}
