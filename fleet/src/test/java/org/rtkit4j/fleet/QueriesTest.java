package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.generate.FleetGenerator;
import org.rtkit4j.fleet.generate.FleetPlan;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.summary.FleetViews;

/// The document's questions have the same answers from Spark and from DuckDB.
class QueriesTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "fleet.md");
    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    @Test
    void sparkAndDuckDbAnswerAlike(@TempDir Path folder) throws Exception {
        FleetPlan plan = new FleetPlan(300, 30, 3, LocalDate.of(2030, 1, 1), 3, 3, 30, 11);
        FleetGenerator.write(plan, folder.resolve("fleet"));
        // A report without a date of its own lies in the folder without a day.
        Files.writeString(
                folder.resolve("fleet").resolve("undated.panic"),
                "panic(cpu 1 caller 0x1): DCP PANIC - ASSERT!Invented.cpp:7 no answer - worker(3)\nRTKit: RTKit-1 - Client: I\n");
        Tables tables = Tables.in(
                folder.resolve("tables"),
                new ReadRules(Tables.PSEUDONYMS, false, false, "report", "device", null, 1L << 30, 120));
        tables.run(1000, folder.resolve("fleet"));
        FleetViews views = new FleetViews(tables.spark(), tables.place());
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            view(duck, "reports", folder);
            view(duck, "crashes", folder);
            List<String> queries = queries();
            assertEquals(5, queries.size());
            for (String query : queries) {
                List<List<String>> answer = spark(views.query(query));
                assertFalse(answer.isEmpty(), query);
                assertEquals(answer, duck(duck, query), query);
            }
            String undated = "SELECT count(*) FROM reports WHERE day IS NULL AND what = 'crash'";
            assertEquals(List.of(List.of("1")), duck(duck, undated));
            assertEquals(List.of(List.of("1")), spark(views.query(undated)));
        }
    }

    private static List<String> queries() throws Exception {
        return QUERY.matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static void view(Connection duck, String table, Path folder) throws SQLException {
        try (var statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "CREATE VIEW %s AS SELECT * FROM read_parquet('%s/*/*.parquet', hive_partitioning = true, hive_types = {'day': DATE})"
                            .formatted(table, folder.resolve("tables").resolve(table)));
        }
    }

    private static List<List<String>> spark(List<Row> rows) {
        List<List<String>> text = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                line.add(text(row.get(i)));
            }
            text.add(line);
        }
        return text;
    }

    private static List<List<String>> duck(Connection duck, String query) throws SQLException {
        List<List<String>> text = new ArrayList<>();
        try (var statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    line.add(text(rows.getObject(i)));
                }
                text.add(line);
            }
        }
        return text;
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "null";
            case Instant moment -> moment.toString();
            case OffsetDateTime moment -> moment.toInstant().toString();
            case java.sql.Timestamp moment ->
                moment.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
