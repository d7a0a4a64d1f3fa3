package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of one phone's reports over some weeks.
class ExplainHistoryTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        // The names' order is not that of time.
        sensor("d.ips", "2030-01-01 10:00:00.00", "iPhone OS 99.1 (99A1)", 183);
        sensor("b.ips", "2030-01-01 10:05:00.00", "iPhone OS 99.1 (99A1)", 184);
        sensor("c.ips", "2030-01-01 10:10:00.00", "iPhone OS 99.2 (99B1)", 182);
        coprocessor("a.ips", "2030-02-01 08:00:00.00", "iPhone OS 99.2 (99B1)");
    }

    private void sensor(String name, String date, String system, int seconds) throws IOException {
        String panic = "panic(cpu 0 caller 0x1): userspace watchdog timeout: no successful checkins from"
                + " thermalmonitord in 180 seconds\\nservice returned not alive, Missing sensor(s): Prs0 mic1\\n"
                + "Epoch Time:        sec       usec\\n  Boot    : 0x70000000 0x00000000\\n  Calendar: 0x%x 0x00000000\\n"
                        .formatted(0x70000000 + seconds);
        ips(name, date, system, panic);
    }

    private void coprocessor(String name, String date, String system) throws IOException {
        ips(
                name,
                date,
                system,
                "panic(cpu 0 caller 0x1): SMC PANIC - ASSERT: x.cpp:5: example - Misc(2)\\n"
                        + "RTKit: RTKit-1.1.1.release - Client: AppleSMCFirmware_X00\\n");
    }

    private void ips(String name, String date, String system, String panic) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "{\"bug_type\":\"210\",\"timestamp\":\"%s +0000\",\"os_version\":\"%s\"}%n".formatted(date, system)
                        + "{\"product\":\"iPhone12,1\",\"panicString\":\"" + panic + "\"}\n");
    }

    @Test
    void reportsComeInTheOrderOfTheirOwnDates() {
        Cli explain = Cli.run("explain", folder.toString());
        assertEquals(0, explain.status(), explain.err());
        List<String> rows =
                explain.out().lines().filter(line -> line.contains(".ips: ")).toList();
        assertTrue(
                rows.get(0).startsWith("2030-01-01 10:00  iPhone12,1 (iPhone 11), iPhone OS 99.1 (99A1)  "),
                rows::toString);
        assertTrue(rows.get(3).contains("a.ips: SMC-"), rows::toString);
    }

    @Test
    void oneDeviceOverTime() {
        String out = Cli.run("explain", folder.toString()).out();
        assertTrue(out.contains("  iPhone12,1 (iPhone 11): 4 reports, 2030-01-01 10:00 to 2030-02-01 08:00"), out);
        assertTrue(out.contains("3 of 3 stopped about 183 s after the start: the three-minute loop"), out);
        assertTrue(out.contains("system iPhone OS 99.1 (99A1) at first, iPhone OS 99.2 (99B1) at last"), out);
        assertTrue(out.contains("only in the later half: SMC-"), out);
    }

    @Test
    void groupsThatAreNewSinceADayAreMarked() {
        Cli explain = Cli.run("explain", folder.toString(), "--since", "2030-01-15", "--json");
        List<?> groups = (List<?>) explain.json().get("groups");
        assertEquals(
                List.of(false, true),
                groups.stream().map(group -> ((Map<?, ?>) group).get("isNew")).toList());
        assertEquals("2030-01-01T10:00:00Z", ((Map<?, ?>) groups.getFirst()).get("first"));
        Map<?, ?> device = (Map<?, ?>) ((List<?>) explain.json().get("devices")).getFirst();
        assertEquals(4L, device.get("reports"));
        String text =
                Cli.run("explain", folder.toString(), "--since", "2030-01-15").out();
        assertTrue(text.contains("1 group is new since 2030-01-15 00:00"), text);
        assertTrue(text.contains("NEW: The system management controller (SMC)"), text);
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        Cli explain = Cli.run("explain", folder.toString(), "--since", "yesterday");
        assertEquals(2, explain.status());
        assertEquals(1, explain.err().lines().count(), explain.err());
    }
}
