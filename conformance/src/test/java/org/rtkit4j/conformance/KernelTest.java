package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.Corpus;

/// A whole Linux 6.1, User Mode Linux with its own unchanged drivers, on the emulated Mac; see `conformance/kernel`.
///
/// The first run builds a kernel, which takes minutes: only where `rtkit.required` names `uml` does it run.
@DisplayName("Linux 6.1, a whole kernel")
@ExtendWith(ScenarioList.class)
class KernelTest {
    private static final String RUN = "conformance/kernel/run";
    /// How often `bind` does it here; by itself it is a hundred times.
    private static final String FEW_ROUNDS = "10";

    private static final long LONGEST_BUILD_MINUTES = 45;
    private static final long LONGEST_SCENARIO_MINUTES = 15;

    @BeforeAll
    static void build() throws Exception {
        Assumptions.assumeTrue(
                Corpus.isRequired("uml"),
                "skipped, it builds a kernel: conformance/kernel/run, or -Drtkit.required=uml");
        Path output = Files.createTempFile("kernel", ".txt");
        assertEquals(0, run(output, LONGEST_BUILD_MINUTES, "--build"), () -> text(output));
        assertTrue(text(output).contains("tar --compare: all "), () -> text(output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind",
                "crash-idle",
                "crash-poweroff",
                "crash-shutdown",
                "crash-writing",
                "ext4",
                "fio-verify",
                "firmware-15",
                "hang",
                "lost-hello",
                "power-loss",
                "reboot-dirty",
                "slow-boot",
                "stalled-syslog",
                "survival"
            })
    void aScenarioEndsAsItShould(String scenario) throws Exception {
        Path output = Files.createTempFile(scenario, ".txt");
        assertEquals(0, run(output, LONGEST_SCENARIO_MINUTES, scenario), () -> text(output));
    }

    private static int run(Path output, long minutes, String what) throws Exception {
        var script = new ProcessBuilder(ForeignHost.file(RUN).toString(), what)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        script.environment().put("RTKIT", rtkit());
        script.environment().put("RTKIT4J_ROUNDS", FEW_ROUNDS);
        Process running = script.start();
        assertTrue(running.waitFor(minutes, TimeUnit.MINUTES), () -> "does not end: " + text(output));
        return running.exitValue();
    }

    // The command from this build: nothing is built while tests run.
    private static String rtkit() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "%s -cp %s org.rtkit4j.app.Main".formatted(java, System.getProperty("java.class.path"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
