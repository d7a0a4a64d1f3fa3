package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.smc.SmcMachine.Way;

class SmcCommandTest {
    @TempDir
    private Path folder;

    @Test
    void readsWritesAndWatchesThroughTheProxyProtocol() throws Exception {
        try (var machine = SmcMachine.start(Way.PROXY, folder, "notebook", "1 power-press, 2 lid-close")) {
            String via = machine.via();
            // A fan's target is the caller's while its mode is manual; the controller remembers both when nobody is
            // there.
            for (String write : List.of("F0Md=1", "F0Tg=3000")) {
                String[] parts = write.split("=", -1);
                assertEquals(
                        0,
                        Cli.run("smc", "write", parts[0], parts[1], "--via", via)
                                .status());
            }
            Cli read = Cli.run("smc", "read", "F0Tg", "MSLD", "--via", via);
            assertEquals("3000\n0\n", read.out(), read.err());
            Cli watch = Cli.run("smc", "watch", "--count", "2", "--via", via);
            assertEquals("power button pressed\nlid closed\n", watch.out().replaceAll("(?m)^.*0x\\w+  ", ""));
        }
    }

    /// The values are those of the key sets, in the unit that the set's comment gives them: checked by hand.
    @ParameterizedTest
    @CsvSource({
        "desktop, VD0R, 12.06 V",
        "desktop, VP0c, 0.95 V",
        "desktop, IP0e, 0.70 A",
        "awkward, TP0Z, +45.0 °C",
        "awkward, TG0B, +36.5 °C",
        "awkward, TS8b, -12.5 °C",
        "awkward, VP3b, 1.13 V",
    })
    void sensorsHaveTheirUnits(String set, String key, String reading) throws Exception {
        Cli sensors = Cli.run("smc", "sensors", "--via", SmcProfiles.still(folder, set));
        assertEquals(0, sensors.status(), sensors.err());
        String line = sensors.out()
                .lines()
                .filter(l -> l.contains("(" + key))
                .findFirst()
                .orElseThrow();
        assertTrue(line.endsWith(" " + reading), line);
    }

    @Test
    void theChargeOfOlderFirmwareIsReadTheOtherWayRound() throws Exception {
        Cli read = Cli.run("smc", "read", "B0RM", "B0FC", "--via", SmcProfiles.still(folder, "awkward"));
        // 82 % of 4382
        assertEquals("3593\n4382\n", read.out());
    }

    @Test
    void textOfTheFirmwareNeverReachesTheTerminalRaw() throws Exception {
        Cli list = Cli.run("smc", "list", "Z", "--via", SmcProfiles.still(folder, "awkward"));
        assertTrue(list.out().chars().noneMatch(c -> c == 0x1b || c == 0x07), list.out());
        assertTrue(list.out().contains("\"\\x1b]0;owned\\x07ÿ\""), list.out());
    }

    @Test
    void readsSeveralKeysAndSaysWhichItCannot() throws Exception {
        String via = SmcProfiles.still(folder, "desktop");
        Cli read = Cli.run("smc", "read", "RPlt", "NTAP", "VD0R", "--via", via);
        assertEquals(1, read.status());
        assertEquals("\"J274\"\n12.06\n", read.out());
        assertEquals("rtkit: smc: NTAP: not readable\n", read.err());
        Cli missing = Cli.run("smc", "read", "XXXX", "--via", via);
        assertEquals(1, missing.status());
        assertEquals("rtkit: smc: refused: info XXXX, result=0x84 key not found\n", missing.err());
        Cli json = Cli.run("smc", "read", "RPlt", "--json", "--via", via);
        assertEquals("J274", ((Map<?, ?>) ((List<?>) json.parse()).getFirst()).get("value"));
    }

    @ParameterizedTest
    @CsvSource({
        "F0Tg, 3000, 0, ''",
        "F0Tg, warm, 2, 'rtkit: not a value of this type: type=flt, value=warm'",
        "F0Md, 300, 2, 'rtkit: value does not fit: key=F0Md, size=1, value=300'",
        "F0Ac, 3000, 1, 'rtkit: smc: refused: write F0Ac, result=0x86 key not writable'",
        "XXXX, 1, 1, 'rtkit: smc: refused: info XXXX, result=0x84 key not found'",
        "X, 1, 2, 'rtkit: a key has four letters: key=X'",
    })
    void writesWhatSuits(String key, String value, int status, String message) throws Exception {
        Cli write = Cli.run("smc", "write", key, value, "--via", SmcProfiles.still(folder, "desktop"));
        assertEquals(message, write.err().strip());
        assertEquals(status, write.status());
        assertEquals("", write.out());
    }

    @ParameterizedTest
    @CsvSource({"MBSE, offw", "gP01, 16777217"})
    void whereNobodyCanBeAskedADangerousKeyNeedsYes(String key, String value) throws Exception {
        String via = SmcProfiles.still(folder, "desktop");
        Cli refused = Cli.run("smc", "write", key, value, "--via", via);
        assertEquals(2, refused.status());
        assertEquals(
                "rtkit: writing this key can power the machine off: key=%s; give --yes to do it unasked\n"
                        .formatted(key),
                refused.err());
        assertEquals(
                0, Cli.run("smc", "write", key, value, "--yes", "--via", via).status());
    }

    @Test
    void watchPrintsEventsAsTheyCome() throws Exception {
        String events =
                "1 power-press, 2 power-release, 3 touch-id, 4 lid-close, 5 lid-open, 6 0x7202_0d01, 7 0x7004_0000";
        String via = SmcProfiles.still(folder, "notebook", events);
        Cli watch = Cli.run("smc", "watch", "--count", "7", "--via", via);
        assertEquals(0, watch.status(), watch.err());
        assertEquals("""
                0x72010101  power button pressed
                0x72010100  power button released
                0x72010601  Touch ID button pressed
                0x72030101  lid closed
                0x72030000  lid opened
                0x72020d01  pin 0x0d interrupts
                0x70040000  something else
                """, watch.out().replaceAll("(?m)^ *[0-9]+\\.[0-9]{3}  ", ""));
        Cli json = Cli.run("smc", "watch", "--count", "1", "--json", "--via", via);
        assertEquals("power button pressed", json.json().get("text"));
        assertEquals(1, json.out().lines().count());
    }

    @Test
    void wrongUsageIsStatusTwo() throws Exception {
        assertEquals(2, Cli.run("smc").status());
        assertEquals(2, Cli.run("smc", "list", "ABCDE").status());
        assertEquals(2, Cli.run("smc", "top").status());
        assertEquals(2, Cli.run("smc", "export", "--listen", "nowhere").status());
        assertEquals(2, Cli.run("smc", "list", "--via", "pigeon").status());
        assertEquals(
                1,
                Cli.run("smc", "list", "q", "--via", SmcProfiles.still(folder, "desktop"))
                        .status());
    }

    @Test
    void aControllerWithoutAnswersEndsWithOneLine() throws Exception {
        Path file = folder.resolve("deaf.properties");
        String via = SmcProfiles.still(folder, "desktop");
        String text = Files.readString(Path.of(via.substring("emulator:".length())));
        Files.writeString(file, text.replace("smc.faults =", "smc.faults = lost-answer 1/1"));
        Cli read = Cli.run("smc", "read", "VD0R", "--via", "emulator:" + file);
        assertEquals(1, read.status());
        assertEquals(1, read.err().lines().count(), read.err());
        assertTrue(read.err().startsWith("rtkit: smc: no answer: "), read.err());
    }
}
