package org.rtkit4j.app.capture;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.Printers;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.MessageFilter;

/// Parquet, written by DuckDB: its JDBC driver is no part of the distribution and is taken from where the user has
/// it.
final class ParquetOutput {
    private static final String VARIABLE = "RTKIT_DUCKDB";

    private ParquetOutput() {}

    static void write(CaptureWalk walk, MessageFilter chosen, Path file, @Nullable Path jar)
            throws IOException, BadInputException {
        Path driver = driver(jar);
        Path rows = Files.createTempFile("rtkit", ".ndjson");
        try {
            try (var out = Printers.into(rows)) {
                ConvertCommand.ndjson(walk, chosen, out);
            }
            copy(rows, file, driver);
        } finally {
            Files.delete(rows);
        }
    }

    private static Path driver(@Nullable Path jar) throws BadInputException {
        String variable = System.getenv(VARIABLE);
        Path driver = jar != null ? jar : variable == null || variable.isEmpty() ? null : Path.of(variable);
        if (driver == null) {
            throw new BadInputException("parquet is written by DuckDB, which is not part of rtkit: --duckdb JAR or "
                    + VARIABLE + " names its JDBC driver, see docs/analysis.md");
        }
        if (!Files.isRegularFile(driver)) {
            throw new BadInputException(driver + ": no such file");
        }
        return driver;
    }

    private static void copy(Path rows, Path file, Path jar) throws IOException, BadInputException {
        try (var loader = new URLClassLoader(new URL[] {url(jar)}, ClassLoader.getPlatformClassLoader())) {
            Driver driver = ServiceLoader.load(Driver.class, loader)
                    .findFirst()
                    .orElseThrow(() -> new BadInputException(jar + ": holds no JDBC driver"));
            try (Connection connection = driver.connect("jdbc:duckdb:", new Properties());
                    var statement = connection.createStatement()) {
                statement.execute(copyOf(rows, file));
            }
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        }
    }

    private static URL url(Path jar) throws IOException {
        URI uri = jar.toAbsolutePath().toUri();
        return uri.toURL();
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    /// The statement that copies rows: what NDJSON has as text becomes a number.
    private static String copyOf(Path rows, Path file) {
        return """
            COPY (
              SELECT kind, number, time_ns, interface, direction, endpoint, endpoint_name, type,
                     CAST(msg0 AS UBIGINT) AS msg0, CAST(msg1 AS UBIGINT) AS msg1,
                     text, CAST(fields AS VARCHAR) AS fields, request, latency_ns,
                     coalesce(dropped, 0) AS dropped, address, bytes
              FROM read_json('%s', format = 'newline_delimited', columns = {
                kind: 'VARCHAR', number: 'BIGINT', time_ns: 'BIGINT', interface: 'VARCHAR', direction: 'VARCHAR',
                endpoint: 'UTINYINT', endpoint_name: 'VARCHAR', type: 'VARCHAR', msg0: 'VARCHAR', msg1: 'VARCHAR',
                text: 'VARCHAR', fields: 'JSON', request: 'BIGINT', latency_ns: 'BIGINT', dropped: 'BIGINT',
                address: 'VARCHAR', bytes: 'VARCHAR'})
            ) TO '%s' (FORMAT parquet, COMPRESSION zstd)""".formatted(quoted(rows), quoted(file));
    }
}
