package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.profile.Profile;

/// m1n1's Python client, unmodified, drives an emulated Mac over a pseudo-terminal.
///
/// Without it these tests are skipped, saying so: see [M1n1Client].
@DisplayName("m1n1's Python client")
@ExtendWith(ScenarioList.class)
class PythonClientTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void require() {
        M1n1Client.TODAYS.require();
    }

    @Test
    void listsTheKeysOfTheSmc() throws Exception {
        Result result = run("list_keys.py", List.of(), Profile.named("smc"));
        assertEquals("keys: 1418", line(result, "keys: "));
        List<String> keys =
                result.lines().stream().filter(line -> line.startsWith("key: ")).toList();
        assertEquals(1418, keys.size());
        assertEquals("key: 0 #KEY ui32 4 0x80 2315583488", keys.getFirst());
        assertEquals("stopped: iop 0x0 endpoints [0]", line(result, "stopped: "));
    }

    @Test
    void bootsCoprocessorsThroughTheirDartAndWithout() throws Exception {
        Result result =
                run("boot_all.py", List.of("dcp:0x21", "iop:0x20"), Profile.named("dcp"), Profile.named("generic"));
        assertTrue(result.lines().contains("echoed: dcp 0x123456789abcdef"));
        assertTrue(result.lines().contains("dart error: False"));
        assertTrue(result.lines().contains("echoed: iop 0x123456789abcdef"));
        assertEquals("done", result.lines().getLast());
    }

    @Test
    void usesTheDiskAsM1n1sBootLoaderDoes() throws Exception {
        Result result = run("use_disk.py", List.of(), Profile.named("ans"));
        assertTrue(result.lines().contains("ready: CAP 0x200a01003f"), () -> String.join("\n", result.lines()));
        assertTrue(result.lines().contains("identify: 0 EXAMPLE SSD AP0001"));
        assertTrue(result.lines().contains("create: 0 0"));
        assertTrue(result.lines().contains("write: 0 flush: 0"));
        assertTrue(result.lines().contains("read: 0 True"));
        assertTrue(result.lines().contains("delete: 0 0"));
        assertEquals("done", result.lines().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal", "external"})
    void showsAPictureAsItsExperimentWithDcpDoes(String connector) throws Exception {
        boolean isInternal = connector.equals("internal");
        Profile dcp = Profile.named("dcp").with("display.connector", connector).with("display.monitor", "full-hd");
        Path pty = folder.resolve("mac");
        try (var served = ServedMac.overPty(pty, dcp)) {
            // The client knows the arguments of 13.5, and its manager those of 12.3.
            Result result = python(pty, "show_picture.py", List.of(), "AGX_FWVER=V12_3");
            String all = String.join("\n", result.lines());
            assertEquals("start: 0", line(result, "start: "), all);
            assertEquals("main: " + (isInternal ? "True" : "False"), line(result, "main: "), all);
            assertEquals("device: " + (isInternal ? 2 : 0), line(result, "device: "));
            assertEquals("modes: 4 2", line(result, "modes: "));
            assertEquals("mode: True", line(result, "mode: "));
            assertEquals("gamma: 2", line(result, "gamma: "));
            assertEquals("size: 1920 1080", line(result, "size: "));
            assertEquals("submit: 0", line(result, "submit: "), all);
            assertEquals("shown: True", line(result, "shown: "));
            Picture picture = served.coprocessor().screen().picture().orElseThrow();
            assertEquals(0xDD0000, picture.at(960, 10));
            assertEquals(0x009BFE, picture.at(5, 154 * 4 + 77));
            assertEquals("done", result.lines().getLast());
        }
    }

    @Test
    void hearsTheKeyboardInItsExperimentWithMtp() throws Exception {
        Path pty = folder.resolve("mac");
        try (var served = ServedMac.overPty(pty, Profile.named("smc"), Profile.named("mtp"))) {
            Coprocessor mtp = Objects.requireNonNull(served.mac().coprocessor("mtp"));
            mtp.hands().type("hi", 0);
            List<String> lines = python(pty, "watch_keys.py", List.of("4")).lines();
            assertTrue(lines.contains("[MTP][comm] Got ACK for 0xb4: 00000000"), () -> String.join("\n", lines));
            assertTrue(lines.contains("[MTP][comm] 3/stm: init complete"), () -> String.join("\n", lines));
            String keyboard = "[MTP][keyboard] report: ";
            assertEquals(
                    List.of(
                            keyboard + "0100000b0000000000",
                            keyboard + "010000000000000000",
                            keyboard + "0100000c0000000000",
                            keyboard + "010000000000000000"),
                    lines.stream().filter(line -> line.startsWith(keyboard)).toList());
        }
    }

    @Test
    void showsAPictureAsItsBootLoaderDoes() throws Exception {
        Path pty = folder.resolve("mac");
        Profile display = Profile.named("dcp").with("display.monitor", "fail-safe");
        try (var served = ServedMac.overPty(pty, display)) {
            List<String> lines = python(pty, "boot_picture.py", List.of()).lines();
            assertTrue(lines.contains("modes: (True, 1, 1)"), () -> String.join("\n", lines));
            assertTrue(lines.contains("timing: 640 480 60"), () -> String.join("\n", lines));
            assertTrue(lines.contains("power: (1,)"), () -> String.join("\n", lines));
            assertEquals("shown", line(new Result(0, lines), "shown"));
            assertEquals("done", lines.getLast());
            Coprocessor dcp = Objects.requireNonNull(served.mac().coprocessor("dcp"));
            Picture seen = dcp.screen().picture().orElseThrow();
            for (int y = 0; y < 120; y++) {
                for (int x = 0; x < 160; x++) {
                    assertEquals((x << 16) | (y << 8) | ((x + y) & 0xff), seen.at(x, y), x + ", " + y);
                }
            }
            assertEquals(0, seen.at(160, 0));
            assertEquals(0, dcp.screen().faults());
        }
    }

    private Result run(String script, List<String> arguments, Profile... profiles) throws Exception {
        Path pty = folder.resolve("mac");
        try (var _ = ServedMac.overPty(pty, profiles)) {
            return python(pty, script, arguments);
        }
    }

    private static Result python(Path pty, String script, List<String> arguments, String... environment)
            throws Exception {
        Result result = M1n1Client.TODAYS.script(pty, script, arguments, environment);
        assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
        return result;
    }

    private static String line(Result result, String start) {
        return result.lines().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("no line " + start);
    }
}
