package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.testkit.Corpus;

class ExplainCommandTest {
    private static final String LOG = """
            [   12.000001] nvme-apple 444400000.nvme: RTKit: co-processor has crashed
            [   12.000002] nvme-apple 444400000.nvme: RTKit: Message (id=1): assert failed: [7]:example
            """;

    @Test
    void explainsTheRealReport() {
        Cli explain = Cli.run(
                "explain", Corpus.path("reports/macos-24A348-m2-dcp.panic").toString(), "--json");
        assertEquals(0, explain.status(), explain.err());
        Map<String, Object> json = explain.json();
        assertEquals("macos-panic", json.get("format"));
        assertEquals("DCP", json.get("coprocessor"));
        assertEquals("AppleDCP-811.1.1~754-ipad14dcp.RELEASE", ((Map<?, ?>) json.get("firmware")).get("client"));
        assertEquals(27L, ((Map<?, ?>) json.get("faultingTask")).get("id"));
        assertEquals("dcpav", ((Map<?, ?>) json.get("faultingTask")).get("name"));
        assertEquals(10, ((List<?>) json.get("callStack")).size());
        assertEquals(66, ((List<?>) json.get("tasks")).size());
        List<?> mailboxes = (List<?>) json.get("mailboxes");
        assertEquals(
                List.of(128, 8),
                mailboxes.stream().map(ExplainCommandTest::messages).toList());
        assertTrue(json.get("sections").toString().contains("Cpct"));
    }

    @Test
    void anApLogIsInTimeOrderAndEndsWithTheCrash() {
        Cli explain = Cli.run(
                "explain", Corpus.path("reports/macos-24A348-m2-dcp.panic").toString(), "--json");
        Object apLog = explain.json().get("apLog");
        List<?> rows = (List<?>) (apLog instanceof Map<?, ?> map ? map.get("messages") : apLog);
        assertEquals(128, rows.size());
        List<Long> times = rows.stream()
                .map(row -> Long.decode(((Map<?, ?>) row).get("time").toString()))
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
        Map<?, ?> newest = (Map<?, ?>) rows.getLast();
        assertEquals(1L, newest.get("endpoint"));
        assertEquals("CRASHED(SIZE=3 pages, ADDRESS=0x806646000)", newest.get("decoded"));
    }

    @Test
    void readsStandardInput() {
        var in = System.in;
        System.setIn(new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)));
        try {
            Cli explain = Cli.run("explain", "-", "--json");
            assertEquals(0, explain.status(), explain.err());
            assertEquals("linux-log", explain.json().get("format"));
            assertEquals("ANS", explain.json().get("coprocessor"));
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void aFileWithSeveralCrashesGivesSeveralReports(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("two.log");
        Files.writeString(
                file, LOG + LOG.replace("444400000.nvme", "555500000.smc").replace("nvme-apple", "macsmc"));
        Cli explain = Cli.run("explain", file.toString(), "--json");
        assertEquals(0, explain.status(), explain.err());
        assertEquals(2, ((List<?>) explain.parse()).size());
    }

    @Test
    void aFileWithoutACrashSaysSo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("prose.txt");
        Files.writeString(file, "Nothing happened today.\n");
        Cli explain = Cli.run("explain", file.toString(), "--json");
        assertEquals(1, explain.status());
        assertEquals("", explain.err());
        assertEquals(file.toString(), explain.json().get("file"));
        assertTrue(String.valueOf(explain.json().get("reason")).startsWith("no crash report"), explain.out());
    }

    @Test
    void aFileThatDoesNotExistIsOneLineAndStatusTwo() {
        Cli explain = Cli.run("explain", "/nonexistent/file");
        assertEquals(2, explain.status());
        assertEquals("rtkit: /nonexistent/file: no such file\n", explain.err());
    }

    @Test
    void anEmptyFolderHoldsNoCrash(@TempDir Path folder) {
        Cli explain = Cli.run("explain", folder.toString());
        assertEquals(1, explain.status());
        assertEquals(folder + ": none of its 0 files holds a crash or a panic\n", explain.out());
    }

    @Test
    void textOfAReportNeverReachesTheTerminalRaw(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evil.log");
        Files.writeString(file, LOG.replace("example", "\u001b]0;owned\u0007 \u202eevil"));
        Cli explain = Cli.run("explain", file.toString());
        assertEquals(0, explain.status(), explain.err());
        assertTrue(explain.out().chars().noneMatch(c -> c == 0x1b || c == 0x07 || c == 0x202e), explain.out());
        assertTrue(explain.out().contains("owned"), explain.out());
    }

    private static int messages(Object mailbox) {
        return ((List<?>) ((Map<?, ?>) mailbox).get("messages")).size();
    }
}
