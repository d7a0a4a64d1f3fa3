package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.read.ReadRules;

/// Reports in JSON lines: each is in a table or has its row, however the lines are written, packed and asked for.
class JsonLinesTest {
    private static final String KEY = "c0ffee11deadbeef22aa33bb44cc55dd66ee77ff";
    private static final String PANIC =
            "panic(cpu 1 caller 0x1): DCP PANIC - ASSERT!Invented.cpp:7 no answer - worker(3)\\nRTKit: RTKit-1 - Client: I\\n";

    @TempDir
    private Path folder;

    private Path in;

    @BeforeEach
    void makeFolder() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
    }

    private Tables tables(String name, @Nullable String lines, @Nullable String device) throws Exception {
        return Tables.in(
                folder.resolve(name),
                new ReadRules(Tables.PSEUDONYMS, true, false, lines, device, null, 1L << 30, 120));
    }

    private static String object(String report, String more) {
        return "{\"report\":\"" + report + "\"" + more + "}";
    }

    private static Map<String, String> rows(Tables tables, String table, String column) {
        var rows = new TreeMap<String, String>();
        for (Row row : tables.rows(table, "path", column)) {
            rows.put(new org.apache.hadoop.fs.Path(row.getString(0)).getName(), String.valueOf(row.getString(1)));
        }
        return rows;
    }

    private static byte[] packed(String text) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void withoutAFieldTheyWaitForOne() throws Exception {
        Files.write(in.resolve("many.jsonl.gz"), packed((object(PANIC, "") + "\n").repeat(90)));
        Files.writeString(in.resolve("one.panic"), PANIC.replace("\\n", "\n"));
        Tables without = tables("out", null, null);
        assertEquals(1, without.run(100, in));
        assertEquals(
                Map.of("many.jsonl.gz", "JSON lines: --lines does not say which field holds a report"),
                rows(without, "unreadable", "reason"));
        assertEquals(0, without.run(100, in));
        assertEquals(1, without.rows("unreadable").size());
        Tables with = tables("out", "report", null);
        assertEquals(1, with.run(100, in));
        assertEquals(91, with.rows("reports").size());
        assertEquals(List.of(), with.rows("unreadable"));
    }

    @Test
    void otherFieldsThanBeforeAreRefused() throws Exception {
        Files.writeString(in.resolve("a.jsonl"), object(PANIC, ""));
        tables("out", "report", "who").run(100, in);
        for (Tables other : List.of(
                tables("out", "text", "who"),
                tables("out", "report", null),
                tables("out", "report", "owner"),
                tables("out", null, null))) {
            String message =
                    assertThrows(FleetException.class, () -> other.run(100, in)).getMessage();
            assertTrue(
                    message.endsWith(
                            ": its JSON lines are read with --lines report --device who: name the same, or a new folder"),
                    message);
        }
        assertEquals(0, tables("out", "report", "who").run(100, in));
    }

    @Test
    void everyObjectOfALineIsReadOrHasItsRow() throws Exception {
        String one = object(PANIC, "");
        String broken = "{\"report\":\"" + PANIC + "\",\"more\":";
        Files.writeString(in.resolve("two.jsonl"), one + one + "\n" + one + " " + one);
        Files.writeString(in.resolve("garbage.jsonl"), one + "GARBAGE\n" + one + "]\n" + one);
        Files.writeString(in.resolve("returns.jsonl"), one + "\r" + one + "\r\n" + one);
        Files.writeString(in.resolve("broken.jsonl"), broken + "\n" + one + broken);
        Files.writeString(in.resolve("marked.jsonl"), "\ufeff" + one + "\n\t \n");
        Tables tables = tables("out", "report", null);
        tables.run(100, in);
        int two = 2 * one.length() + 1;
        assertEquals(
                new TreeSet<>(List.of(
                        "two.jsonl#0",
                        "two.jsonl#" + one.length(),
                        "two.jsonl#" + two,
                        "two.jsonl#" + (two + one.length() + 1),
                        "garbage.jsonl#0",
                        "garbage.jsonl#" + (one.length() + 8),
                        "garbage.jsonl#" + (2 * one.length() + 10),
                        "returns.jsonl#0",
                        "returns.jsonl#" + (one.length() + 1),
                        "returns.jsonl#" + (2 * one.length() + 3),
                        "broken.jsonl#0",
                        "broken.jsonl#" + (broken.length() + 1),
                        "broken.jsonl#" + (broken.length() + 1 + one.length()),
                        "marked.jsonl#0")),
                new TreeSet<>(rows(tables, "reports", "what").keySet()));
        assertEquals(
                Map.of(
                        "garbage.jsonl#" + one.length(),
                        "what follows an object is none",
                        "garbage.jsonl#" + (2 * one.length() + 8),
                        "what follows an object is none",
                        "broken.jsonl#0",
                        "a line that is no JSON object",
                        "broken.jsonl#" + (broken.length() + 1 + one.length()),
                        "what follows an object is none"),
                rows(tables, "unreadable", "reason"));
    }

    @Test
    void aFieldWithoutATextSaysSo() throws Exception {
        Files.writeString(
                in.resolve("a.jsonl"),
                "{\"report\":{\"a\":1}}\n{\"report\":null}\n{\"report\":5}\n5\n{\"other\":\"\"}\n");
        Tables tables = tables("out", "report", null);
        tables.run(100, in);
        assertEquals(
                Map.of(
                        "a.jsonl#0", "the field report holds no text",
                        "a.jsonl#19", "the field report holds no text",
                        "a.jsonl#35", "the field report holds no text",
                        "a.jsonl#48", "a line that is no JSON object",
                        "a.jsonl#50", "a line without the field report"),
                rows(tables, "unreadable", "reason"));
        assertEquals(
                "[0,5]",
                tables.rows("files", "answers", "unreadable").getFirst().toString());
    }

    @Test
    void theyAreReadInArchivesToo() throws Exception {
        try (var zip = new ZipOutputStream(Files.newOutputStream(in.resolve("all.zip")))) {
            member(zip, "plain.jsonl", (object(PANIC, "") + "\n").repeat(3).getBytes(StandardCharsets.UTF_8));
            member(zip, "day/packed.NDJSON.gz", packed((object(PANIC, "") + "\n").repeat(4)));
            member(zip, "notes.txt", "nothing".getBytes(StandardCharsets.UTF_8));
        }
        Tables tables = tables("out", "report", null);
        assertEquals(1, tables.run(100, in));
        assertEquals(7, rows(tables, "reports", "what").size());
        assertEquals(
                List.of("crash"),
                rows(tables, "reports", "what").values().stream().distinct().toList());
        Tables without = tables("without", null, null);
        without.run(100, in);
        assertEquals(2, without.rows("unreadable").size());
    }

    private static void member(ZipOutputStream zip, String name, byte[] content) throws Exception {
        zip.putNextEntry(new ZipEntry(name));
        ((OutputStream) zip).write(content);
    }

    @Test
    void aFieldThatTellsNoDeviceLeavesItToTheReport() throws Exception {
        String keyed = "{\\\"bug_type\\\":\\\"210\\\"}\\n{\\\"crashReporterKey\\\":\\\"" + KEY
                + "\\\",\\\"panicString\\\":\\\"" + PANIC.replace("\\n", "\\\\n") + "\\\"}";
        var text = new StringBuilder();
        List<String> nothing = List.of("null", "\"\"", "\"  \"", "\"-\"", "\"\\u00a0\"", "true", "{}", "[]");
        for (String device : nothing) {
            text.append(object(PANIC, ",\"who\":" + device)).append('\n');
            text.append(object(keyed, ",\"who\":" + device)).append('\n');
        }
        text.append(object(PANIC, ",\"who\":12")).append('\n');
        text.append(object(PANIC, ",\"who\":\"12\""));
        Files.writeString(in.resolve("a.jsonl"), text);
        Tables tables = tables("out", "report", "who");
        tables.run(100, in);
        Map<String, Integer> devices = new TreeMap<>();
        rows(tables, "reports", "device").values().forEach(device -> devices.merge(device, 1, Integer::sum));
        assertEquals(
                new TreeMap<>(Map.of(
                        "null",
                        nothing.size(),
                        Tables.PSEUDONYMS.device(KEY),
                        nothing.size(),
                        Tables.PSEUDONYMS.device("12"),
                        2)),
                devices);
    }
}
