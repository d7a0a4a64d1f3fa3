package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.testkit.Corpus;

/// Parquet, written through DuckDB's driver and read back by it; and the queries of `docs/analysis.md` (check
/// `duckdb`).
class ParquetTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Path JAR = ROOT.resolve("target/addons/duckdb_jdbc.jar");

    @TempDir
    static Path folder;

    private static URLClassLoader loader;
    private static Connection connection;
    private static Path smc;

    @BeforeAll
    static void connect() throws Exception {
        boolean isThere = Files.isRegularFile(JAR);
        assertTrue(isThere || !Corpus.isRequired("duckdb"), "required and not there: " + JAR);
        Assumptions.assumeTrue(isThere, "skipped, no " + JAR);
        loader = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        connection = ServiceLoader.load(Driver.class, loader)
                .findFirst()
                .orElseThrow()
                .connect("jdbc:duckdb:", new Properties());
        smc = SteppedCapture.in(folder);
        convert(smc, "smc.parquet");
    }

    @AfterAll
    static void close() throws Exception {
        if (connection != null) {
            connection.close();
            loader.close();
        }
    }

    @Test
    void countsAreThoseOfStats() throws Exception {
        Map<String, Object> stats =
                Cli.run("capture", "stats", "--json", smc.toString()).json();
        var expected = new ArrayList<String>();
        for (Object row : (List<?>) stats.get("counts")) {
            Map<?, ?> count = (Map<?, ?>) row;
            expected.add("%s %s %s %s"
                    .formatted(count.get("endpoint"), count.get("type"), count.get("direction"), count.get("count")));
        }
        List<String> found = query("""
                SELECT endpoint || ' ' || type || ' ' || direction || ' ' || count(*)
                FROM '%s' WHERE kind = 'message' GROUP BY endpoint, type, direction""".formatted(folder.resolve("smc.parquet")));
        assertEquals(
                expected.stream().sorted().toList(), found.stream().sorted().toList());
        assertEquals(
                List.of(stats.get("notes").toString()),
                query("SELECT count(*) FROM '%s' WHERE kind = 'note'".formatted(folder.resolve("smc.parquet"))));
    }

    @Test
    void wordsAreNumbers() throws Exception {
        assertEquals(
                List.of("HELLO"),
                query("SELECT type FROM '%s' WHERE msg0 = 4503599628156939".formatted(folder.resolve("smc.parquet"))));
    }

    /// Every query of the document runs over a capture and a report, and finds something.
    @Test
    void theDocumentsQueriesFindSomething() throws Exception {
        String document = Files.readString(ROOT.resolve("docs/analysis.md"));
        Path report = folder.resolve("report.ndjson");
        Files.writeString(report, report());
        var matcher = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(document);
        int queries = 0;
        while (matcher.find()) {
            String sql = matcher.group(1)
                    .replace("boot.parquet", folder.resolve("smc.parquet").toString())
                    .replace("reports.json", report.toString());
            List<String> rows = query(sql);
            assertTrue(!rows.isEmpty(), "finds nothing: " + sql);
            queries++;
        }
        assertEquals(5, queries);
    }

    private static String report() {
        Path panic = ROOT.resolve("app/src/main/resources/org/rtkit4j/app/training.panic");
        Cli cli = Cli.run("explain", "--json", panic.toString());
        assertEquals(0, cli.status(), cli.err());
        return cli.out();
    }

    private static void convert(Path capture, String name) {
        Cli cli = Cli.run(
                "capture",
                "convert",
                capture.toString(),
                "-o",
                folder.resolve(name).toString(),
                "--duckdb",
                JAR.toString());
        assertEquals(0, cli.status(), cli.err());
    }

    private static List<String> query(String sql) throws Exception {
        var rows = new ArrayList<String>();
        try (var statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            while (results.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(results.getObject(column)));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
