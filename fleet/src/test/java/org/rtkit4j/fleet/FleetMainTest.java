package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.command.FleetMain;

/// The add-on as a user calls it, from a made-up fleet to a summary.
class FleetMainTest {
    private String out = "";
    private String err = "";

    private int run(Object... words) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int status = FleetMain.run(new PrintWriter(outText, true), new PrintWriter(errText, true), arguments);
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    @Test
    void fromAMadeUpFleetToASummary(@TempDir Path folder) throws Exception {
        Path in = folder.resolve("in");
        Path tables = folder.resolve("tables");
        assertEquals(0, run("generate", "--out", in, "--reports", 200, "--days", 2, "--devices", 40), err);
        assertTrue(out.startsWith("200 reports of "), out);
        assertEquals(2, run("generate", "--out", in));
        assertTrue(err.endsWith("in: is there already\n"), err);
        assertEquals(0, run("run", "--in", in, "--out", tables, "--lines", "report", "--device", "device"), err);
        assertTrue(out.matches("\\d+ new files\n"), out);
        assertTrue(err.matches("rtkit: \\d+ of \\d+ files, \\d+ s\n"), err);
        Path salt = folder.resolve("tables.salt");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(salt)));
        assertEquals(0, run("check", "--tables", tables, "--truth", folder.resolve("in.truth.json")), out + err);
        summary(folder, tables);
        Files.delete(salt);
        assertEquals(2, run("run", "--in", in, "--out", tables));
        assertTrue(err.contains("without its salt nothing can be added"), err);
    }

    private void summary(Path folder, Path tables) throws Exception {
        assertEquals(0, run("summary", "--tables", tables, "--json", "--since", "2030-01-02"), err);
        JsonNode json = new ObjectMapper().readTree(out);
        assertEquals(200, json.get("crashes").asInt() + json.get("panics").asInt());
        assertEquals(2, json.get("none").asInt());
        assertEquals(2, json.get("unreadable").asInt());
        assertFalse(json.get("groups").isEmpty());
        assertEquals(0, run("summary", "--tables", tables, "--since", "2030-01-01"), err);
        assertTrue(out.contains("New since 2030-01-01"), out);
        assertTrue(out.contains("Reports for each device"), out);
        Path page = folder.resolve("summary.html");
        assertEquals(0, run("summary", "--tables", tables, "--html", page), err);
        assertEquals("", out);
        String html = Files.readString(page);
        assertTrue(html.contains(json.get("groups").get(0).get("group").asText()), html);
        assertFalse(html.contains("<script") || html.contains("http:") || html.contains("https:"), html);
    }

    @Test
    void wrongUsageIsOneLine(@TempDir Path folder) {
        assertEquals(2, run("summary", "--tables", folder));
        assertTrue(err.endsWith(": holds no tables of rtkit fleet run\n"), err);
        assertEquals(1, err.lines().count());
        assertEquals(2, run("run", "--in", folder, "--out", folder.resolve("t"), "--batch", "0"));
        assertTrue(err.startsWith("rtkit: limits are 1 at least"), err);
        assertEquals(2, run("run", "--in", folder, "--out", folder.resolve("t"), "--device-path", "(("));
        assertTrue(err.startsWith("rtkit: --device-path is no pattern"), err);
        assertEquals(2, run("run", "--in", folder.resolve("gone"), "--out", folder.resolve("t")));
        assertTrue(err.contains("no such file or folder"), err);
        assertEquals(2, run());
    }

    private void refused(String message, Object... words) {
        assertEquals(2, run(words), err);
        assertEquals("rtkit: " + message + "\n", err.replace("file:/", "/"));
        assertEquals("", out);
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsMade(@TempDir Path folder) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("letter.txt"), "mine");
        Path gone = folder.resolve("gone");
        refused(gone + ": no such file or folder", "run", "--in", gone, "--out", folder.resolve("t"));
        refused(
                full + ": holds files, but no tables: name a folder that is empty, or not there",
                "run",
                "--in",
                in,
                "--out",
                full);
        refused(
                "--device names a field of JSON lines, and none are read without --lines",
                "run",
                "--in",
                in,
                "--out",
                folder.resolve("t"),
                "--device",
                "serial");
        refused(gone + ": no such file or folder", "run", "--in", in, "--in", gone, "--out", folder.resolve("t"));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(full, in), left.sorted().toList());
        }
    }

    @Test
    void tablesOfAnotherVersionAreRefused(@TempDir Path folder) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path old = folder.resolve("old");
        Files.writeString(Files.createDirectories(old.resolve("_fleet")).resolve("format"), "schema 0\nsalt x\n");
        String message = old
                + ": its tables are of another version, read what they are made of into a new folder: found=schema 0,"
                + " expected=schema 1";
        refused(message, "run", "--in", in, "--out", old);
        refused(message, "summary", "--tables", old);
    }

    @Test
    void aWrongTruthIsNoFailure(@TempDir Path folder) throws Exception {
        Path truth = folder.resolve("in.truth.json");
        refused(truth + ": no such file", "check", "--tables", folder, "--truth", truth);
        Files.writeString(truth, "<html>");
        refused(truth + ": not written by rtkit fleet generate", "check", "--tables", folder, "--truth", truth);
        assertEquals(2, run("generate", "--out", folder.resolve("x"), "--singles", 101));
        assertTrue(
                err.startsWith("rtkit: a fleet has a device and a day at least") && err.endsWith("singles=101\n"), err);
        assertEquals(1, err.lines().count());
    }

    @Test
    void whatCannotBeIsSaidInALineOfWords(@TempDir Path folder) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path file = Files.writeString(folder.resolve("file"), "short");
        Path tables = folder.resolve("t");
        refused("an empty name is no path", "run", "--in", "", "--out", tables);
        refused("an empty name is no path", "summary", "--tables", "");
        refused("foo:/x: no file system is called foo:", "run", "--in", "foo:/x", "--out", tables);
        refused("foo:/x: no file system is called foo:", "run", "--in", in, "--out", "foo:/x");
        refused(
                "s3a://x/y: what reads s3a: is not here, see docs/fleet.md: missing=org.apache.hadoop.fs.s3a.S3AFileSystem",
                "run",
                "--in",
                "s3a://x/y",
                "--out",
                tables);
        refused(in + ": is a folder: the salt is a file", "run", "--in", in, "--out", tables, "--salt", in);
        refused(
                file + ": too short for a salt, whoever tries all of them has it: bytes=5, least=16",
                "run",
                "--in",
                in,
                "--out",
                tables,
                "--salt",
                file);
        Path log = folder.resolve("gone").resolve("log");
        refused("the log cannot be written: --log=" + log, "run", "--in", in, "--out", tables, "--log", log);
        Path page = folder.resolve("gone").resolve("page.html");
        refused("the page cannot be written there: --html=" + page, "summary", "--tables", in, "--html", page);
        assertEquals(2, run("run", "--in", in, "--out", file.resolve("tables")));
        assertTrue(err.startsWith("rtkit: file:" + file + "/tables: cannot be written"), err);
        assertEquals(1, err.lines().count(), err);
    }

    @Test
    void wrongOptionsAreTwoLines(@TempDir Path folder) {
        assertEquals(2, run("summary", "--tables", folder, "--since", "yesterday"));
        assertEquals("""
                rtkit: invalid value for option '--since': 'yesterday' is no date, as 2030-01-31 is one
                `rtkit fleet summary --help` says what there is.
                """, err);
        assertEquals(2, run("run", "--in", folder));
        assertEquals("""
                rtkit: missing required option: '--out=DIR'
                `rtkit fleet run --help` says what there is.
                """, err);
        assertEquals(2, run("run", "--in", folder, "--out", folder, "--batch", "many"));
        assertTrue(err.contains("is not a whole number"), err);
    }

    @Test
    void damagedTablesAreNamedAndTheLogHasTheRest(@TempDir Path folder) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.writeString(in.resolve("o:one.panic"), "panic(cpu 1 caller 0x1): something\n");
        Path tables = folder.resolve("o:tables");
        assertEquals(0, run("run", "--in", in, "--out", tables), err);
        assertTrue(Files.exists(folder.resolve("o:tables.salt")));
        try (var files = Files.walk(tables.resolve("reports"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
                Files.write(file, new byte[100]);
                Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
            }
        }
        Path log = folder.resolve("log");
        assertEquals(1, run("summary", "--tables", tables, "--log", log));
        assertTrue(
                err.startsWith("rtkit: the job failed: file:" + tables) && err.contains(" is not a Parquet file"), err);
        assertTrue(err.endsWith("; " + log + " has all of it\n"), err);
        assertEquals(1, err.lines().count());
        assertTrue(Files.readString(log).contains("\tat org.apache.parquet."));
    }
}
