package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;

class CaptureCommandTest {
    @Test
    void aDeviceThatNeverEndsIsNoCapture() {
        for (String command : List.of("decode", "stats")) {
            var run = Cli.run("capture", command, "/dev/zero");
            assertEquals(2, run.status(), run::toString);
            assertEquals("rtkit: /dev/zero: not a pcapng file: offset=0, size=28\n", run.err());
        }
    }

    @TempDir
    static Path folder;

    private static Path smc;

    @BeforeAll
    static void record() throws Exception {
        smc = SteppedCapture.in(folder);
    }

    @Test
    void filtersByEndpointTypeDirectionTimeAndField() {
        assertEquals(List.of("SET_IOP_PWR"), types("type == SET_IOP_PWR"));
        assertEquals(List.of("SET_IOP_PWR"), types("endpoint == mgmt and type == 6"));
        assertEquals(
                List.of("HELLO", "EPMAP", "EPMAP"),
                types("endpoint == 0 and dir == iop and latency < 0 or (type == HELLO or type == EPMAP)"));
        assertEquals(List.of("SMC_KEY_INFO", "SMC_READ"), types("key == 'TA0P'"));
        assertEquals(List.of("SMC_KEY_INFO", "SMC_READ"), types("key == TA0P and interface == smc"));
        assertEquals(List.of("IOP_PWR_ACK", "SET_AP_PWR", "AP_PWR_ACK"), types("state == ON"));
        assertEquals(List.of("IOP_PWR_ACK", "SET_AP_PWR", "AP_PWR_ACK"), types("state == 0x20"));
        assertEquals(List.of(), types("time > 1000"));
        assertEquals(types("time < 1000").size(), types("not time >= 1000").size());
        assertEquals(List.of("HELLO"), types("msg0 == 0x00100000000c000b"));
    }

    @Test
    void aFilterThatSaysNothingSensibleNamesTheColumn() {
        for (String bad : List.of(
                "type ==",
                "endpoint",
                "and",
                "type == HELLO or",
                "(type == HELLO",
                "time > soon",
                "direction == up",
                "type < HELLO",
                "type == 'HELLO",
                "§",
                "((((" + "(".repeat(200))) {
            Cli cli = Cli.run("capture", "decode", smc.toString(), "--filter", bad);
            assertEquals(2, cli.status(), bad);
            assertTrue(cli.err().contains("column="), bad + ": " + cli.err());
            assertEquals("", cli.out());
        }
    }

    @Test
    void statisticsCountWhatDecodeShows() {
        Map<String, Object> stats =
                Cli.run("capture", "stats", "--json", smc.toString()).json();
        List<Object> rows = array(Cli.run("capture", "decode", "--json", smc.toString()));
        long messages = rows.stream().filter(row -> kind(row).equals("message")).count();
        assertEquals(messages, stats.get("messages"));
        assertEquals(rows.stream().filter(row -> kind(row).equals("note")).count(), stats.get("notes"));
        assertEquals(rows.stream().filter(row -> kind(row).equals("memory")).count(), stats.get("memories"));
        long counted = ((List<?>) stats.get("counts"))
                .stream()
                        .mapToLong(row -> (Long) ((Map<?, ?>) row).get("count"))
                        .sum();
        assertEquals(messages, counted);
        long answered = rows.stream()
                .filter(row -> ((Map<?, ?>) row).containsKey("request"))
                .count();
        long latencies = ((List<?>) stats.get("latencies"))
                .stream()
                        .mapToLong(row -> (Long) ((Map<?, ?>) row).get("count"))
                        .sum();
        assertEquals(answered, latencies);
        assertTrue(answered > 10);
        String text = Cli.run("capture", "stats", "--histogram", smc.toString()).out();
        assertTrue(text.contains("SMC_READ"), text);
        assertTrue(text.contains("TotalCount"), text);
    }

    @Test
    void everyFormatHasEveryMessage() throws Exception {
        long messages = (Long)
                Cli.run("capture", "stats", "--json", smc.toString()).json().get("messages");
        Cli ndjson = Cli.run("capture", "convert", smc.toString(), "--to", "ndjson");
        assertEquals(
                messages,
                ndjson.out()
                        .lines()
                        .filter(line -> line.startsWith("{\"kind\":\"message\""))
                        .count());
        Cli csv = Cli.run("capture", "convert", smc.toString(), "--to", "csv");
        assertEquals(messages + 1, csv.out().lines().count());
        Cli perfetto = Cli.run("capture", "convert", smc.toString(), "--to", "perfetto");
        List<?> events = (List<?>) perfetto.json().get("traceEvents");
        assertEquals(messages + notes(), phase(events, "i"));
        assertEquals(phase(events, "b"), phase(events, "e"));
        assertTrue(phase(events, "b") > 10);
        Path copy = folder.resolve("copy.pcapng");
        assertEquals(
                0,
                Cli.run("capture", "convert", smc.toString(), "-o", copy.toString())
                        .status());
        assertEquals(decode(smc), decode(copy));
    }

    @Test
    void aNameThatASpreadsheetWouldComputeIsText() throws Exception {
        String capture = new String(Files.readAllBytes(smc), StandardCharsets.ISO_8859_1);
        for (String name : new String[] {"=1+", "+1+", "-1+", "@1+"}) {
            Path hostile = folder.resolve("hostile.pcapng");
            Files.write(hostile, capture.replace("smc", name).getBytes(StandardCharsets.ISO_8859_1));
            Cli csv = Cli.run("capture", "convert", hostile.toString(), "--to", "csv");
            assertEquals(0, csv.status(), csv.err());
            assertTrue(csv.out().contains(",'" + name + ","), csv.out());
            assertFalse(csv.out().contains("," + name), csv.out());
        }
    }

    @Test
    void mergeKeepsEveryMessageInTheOrderOfTime() throws Exception {
        Path merged = folder.resolve("merged.pcapng");
        Cli cli = Cli.run("capture", "merge", smc.toString(), smc.toString(), "-o", merged.toString());
        assertEquals(0, cli.status(), cli.err());
        List<Object> rows = array(Cli.run("capture", "decode", "--json", merged.toString()));
        List<Object> once = array(Cli.run("capture", "decode", "--json", smc.toString()));
        assertEquals(2 * once.size(), rows.size());
        List<Long> times = rows.stream()
                .map(row -> (Long) ((Map<?, ?>) row).get("time_ns"))
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
    }

    @Test
    void aFileThatIsCutOffIsReadUpToThereAndSaysSo() throws Exception {
        byte[] whole = Files.readAllBytes(smc);
        Path cut = Files.write(folder.resolve("cut.pcapng"), Arrays.copyOf(whole, whole.length - 150));
        Cli cli = Cli.run("capture", "stats", cut.toString());
        assertEquals(2, cli.status());
        assertTrue(cli.err().contains("cut.pcapng: the file is cut off: offset="), cli.err());
        assertTrue(cli.out().contains("HELLO_ACK"), cli.out());
    }

    @Test
    void badInputIsOneLineAndLeavesNothingBehind() throws Exception {
        Path text = Files.writeString(folder.resolve("no.pcapng"), "no capture at all, and longer than a head is");
        Path output = folder.resolve("never.csv");
        for (String[] args : new String[][] {
            {"capture", "decode", text.toString()},
            {"capture", "stats", folder.resolve("missing").toString()},
            {"capture", "convert", text.toString(), "-o", output.toString()},
            {
                "capture",
                "convert",
                smc.toString(),
                "-o",
                folder.resolve("no/such/folder.csv").toString()
            },
            {
                "capture",
                "convert",
                smc.toString(),
                "-o",
                folder.resolve("x.parquet").toString(),
                "--duckdb",
                "none.jar"
            },
            {"capture", "merge", smc.toString(), text.toString(), "-o", output.toString()},
            {"boot", "ans", "--via", "replay:" + text},
            {"boot", "ans", "--via", "replay:" + folder.resolve("missing")},
            {"boot", "ans", "--capture", folder.resolve("no/such/folder.pcapng").toString()},
        }) {
            Cli cli = Cli.run(args);
            assertEquals(2, cli.status(), String.join(" ", args) + ": " + cli.err());
            assertEquals(1, cli.err().lines().count(), cli.err());
        }
        assertFalse(Files.exists(output));
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
        }
    }

    private static long notes() {
        return (Long)
                Cli.run("capture", "stats", "--json", smc.toString()).json().get("notes");
    }

    private static long phase(List<?> events, String phase) {
        return events.stream()
                .filter(event -> ((Map<?, ?>) event).get("ph").equals(phase))
                .count();
    }

    private static String decode(Path file) {
        return Cli.run("capture", "decode", file.toString()).out();
    }

    private static List<String> types(String filter) {
        Cli cli = Cli.run("capture", "decode", "--json", smc.toString(), "--filter", filter);
        assertEquals(0, cli.status(), cli.err());
        return array(cli).stream()
                .filter(row -> kind(row).equals("message"))
                .map(row -> String.valueOf(((Map<?, ?>) row).get("type")))
                .toList();
    }

    private static String kind(Object row) {
        return String.valueOf(((Map<?, ?>) row).get("kind"));
    }

    @SuppressWarnings("unchecked")
    private static List<Object> array(Cli cli) {
        return (List<Object>) cli.parse();
    }
}
