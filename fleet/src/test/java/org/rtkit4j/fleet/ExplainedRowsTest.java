package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Main;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.testkit.Corpus;

/// The rows of a file are the objects that `explain --json` prints on it, in the same order.
class ExplainedRowsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS = List.of(
            "path",
            "number",
            "what",
            "format",
            "coprocessor",
            "kind",
            "group_id",
            "signature",
            "subject",
            "sentence",
            "sureness",
            "reason",
            "class",
            "model",
            "model_name",
            "uptime");

    @Test
    void everyFileOfTheCorpusHasTheRowsThatExplainPrints(@TempDir Path folder) throws Exception {
        Path reports = Corpus.path("reports");
        ReadRules rules = new ReadRules(Tables.PSEUDONYMS, true, false, null, null, null, 1L << 30, 120);
        Tables tables = Tables.in(folder.resolve("tables"), rules);
        long files = tables.run(1000, reports);
        Map<String, List<Row>> found = new TreeMap<>();
        for (Row row : tables.rows("reports", COLUMNS.toArray(String[]::new))) {
            found.computeIfAbsent(row.getString(0), _ -> new ArrayList<>()).add(row);
        }
        found.values().forEach(rows -> rows.sort((a, b) -> Integer.compare(a.getInt(1), b.getInt(1))));
        List<Path> inputs = files(reports);
        assertEquals(inputs.size(), files);
        assertTrue(found.size() > 20, found.keySet()::toString);
        for (Path input : inputs) {
            assertEquals(
                    explained(input), told(found.getOrDefault("file:" + real(input), List.of())), input.toString());
        }
    }

    private static Path real(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static String told(List<Row> rows) {
        var text = new StringBuilder();
        for (Row row : rows) {
            for (int i = 2; i < COLUMNS.size(); i++) {
                text.append(COLUMNS.get(i)).append('=').append(row.get(i)).append('\n');
            }
        }
        return text.toString();
    }

    private static String explained(Path file) throws IOException {
        var out = new StringWriter();
        Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "explain", "--json", file.toString());
        JsonNode document = JSON.readTree(out.toString());
        var text = new StringBuilder();
        for (JsonNode each : document.isArray() ? document : List.of(document)) {
            row(each, text);
        }
        return text.toString();
    }

    private static void row(JsonNode object, StringBuilder text) {
        boolean isNone = object.path("kind").asText().equals("none");
        JsonNode panic = object.path("panic");
        JsonNode details = object.path("details");
        line(text, "what", isNone ? "none" : object.path("coprocessor").isNull() ? "panic" : "crash");
        line(text, "format", word(object.path("format")));
        line(text, "coprocessor", word(object.path("coprocessor")));
        line(text, "kind", word(object.path("kind")));
        line(text, "group_id", word(object.path("group")));
        boolean namesSomebody =
                !java.util.Objects.equals(word(object.path("reason")), plain(word(object.path("reason"))));
        line(text, "signature", namesSomebody ? null : plain(word(object.path("groupSignature"))));
        line(text, "subject", plain(word(object.path("subject").path("part"))));
        line(text, "sentence", plain(word(object.path("verdict").path("sentence"))));
        line(text, "sureness", word(object.path("verdict").path("sureness")));
        String reason = plain(word(object.path("reason")));
        line(
                text,
                "reason",
                reason == null ? null : reason.substring(0, Math.min(reason.length(), FleetTables.MOST_TEXT)));
        line(text, "class", word(panic.path("class")));
        line(text, "model", either(word(panic.path("model")), word(details.path("model"))));
        line(text, "model_name", either(word(panic.path("modelName")), word(details.path("modelName"))));
        line(text, "uptime", either(word(panic.path("secondsSinceBoot")), word(details.path("secondsSinceBoot"))));
    }

    private static String either(String first, String second) {
        return first != null && !first.isEmpty() ? first : second == null || second.isEmpty() ? null : second;
    }

    private static String word(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    // What the tables leave out of texts; that they leave out no more is RedactionTest's.
    private static String plain(String text) {
        return text == null ? null : Redaction.COMMON.of(text);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value).append('\n');
    }
}
