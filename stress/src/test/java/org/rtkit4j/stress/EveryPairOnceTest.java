package org.rtkit4j.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;

/// Every pair for a blink: each still works, and does not often meet what it forbids. `stress/run` gives each the time
/// that rare meetings take.
class EveryPairOnceTest {
    private static final List<String> BRIEFLY =
            List.of("-f", "1", "-fsm", "0", "-iters", "1", "-time", "50", "-sc", "false", "-af", "NONE");

    @Test
    @EnabledIf("hasTwoProcessors")
    void noPairMeetsWhatItForbids(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(BRIEFLY);
        command.addAll(List.of("-c", "2", "-jvmArgs", "-XX:+UseSerialGC"));
        int status = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(0, status, () -> results(log));
    }

    static boolean hasTwoProcessors() {
        return Runtime.getRuntime().availableProcessors() >= 2;
    }

    private static String results(Path log) {
        try {
            String said = Files.readString(log);
            return said.substring(Math.max(0, said.indexOf("RUN RESULTS")));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
