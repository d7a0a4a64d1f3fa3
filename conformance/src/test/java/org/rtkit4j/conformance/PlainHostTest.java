package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.profile.Profile;

/// A host in C without any library boots our emulator: see `conformance/plain/host.c` for what it does otherwise.
@DisplayName("a host in plain C")
@ExtendWith(ScenarioList.class)
class PlainHostTest {
    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        ForeignHost.requireCompiler("cc");
        program = ForeignHost.folder("plain").resolve("plain-host");
        Result built = ForeignHost.run(
                "/usr/bin/gcc",
                "-std=gnu11",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-I" + ForeignHost.file("conformance/proxy"),
                ForeignHost.file("conformance/plain/host.c").toString(),
                ForeignHost.file("conformance/proxy/proxy.c").toString(),
                "-o",
                program.toString());
        assertEquals(0, built.status(), () -> String.join("\n", built.lines()));
    }

    @Test
    void boots() throws Exception {
        assertEquals(
                List.of(
                        "hello: versions 11 to 12",
                        "iop is 0x20",
                        "ap is 0x20",
                        "echoed",
                        "ap is 0x10",
                        "iop is 0x1",
                        "done"),
                steps(run(Profile.named("generic"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello-twice", "acks-after-map", "buffers-after-ack", "empty-map-pages", "descending-map"})
    void bootsFirmwareThatDiffers(String quirk) throws Exception {
        List<String> steps = steps(run(Profile.named("generic").with("quirks", quirk)));
        assertTrue(steps.contains("echoed"), steps::toString);
        assertEquals("done", steps.getLast());
    }

    @Test
    void wakesACoprocessorWithMemoryOfItsOwn() throws Exception {
        Result result = run(Profile.named("smc"), "sram");
        assertTrue(result.lines().contains("log: main.c:112: ExampleSmcFirmware-55.3 up, 10 tasks"));
        assertEquals("done", result.lines().getLast());
    }

    private static List<String> steps(Result result) {
        return result.lines().stream().filter(line -> !line.startsWith("log: ")).toList();
    }

    private static Result run(Profile profile, String... more) throws Exception {
        try (var served = ServedMac.overTcp(profile)) {
            var command = new ArrayList<>(
                    List.of(program.toString(), "127.0.0.1", served.port(), Long.toHexString(profile.base())));
            command.addAll(List.of(more));
            Result result = ForeignHost.run(command, List.of());
            assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
            return result;
        }
    }
}
