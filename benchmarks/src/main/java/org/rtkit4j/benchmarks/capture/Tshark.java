package org.rtkit4j.benchmarks.capture;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rtkit4j.capture.wireshark.Dissector;

/// tshark with the generated dissector, on a file of the same messages that is shorter: it needs thousands of times as
/// long for each. What it takes to start, and to read the dissector, is taken off.
final class Tshark {
    private static final String TIMED = "TIMEFORMAT='%U %S'; time tshark \"$@\" >/dev/null 2>/dev/null";

    private Tshark() {}

    /// Prints how much faster ours is than what comes nearest to it: reading every message, printing every message.
    ///
    /// @param count how many messages the file has
    /// @param decode nanoseconds a message, and so the others
    static void compare(Path file, int count, double decode, double walk, double text)
            throws IOException, InterruptedException {
        Path script = file.resolveSibling("rtkit.lua");
        Files.writeString(script, Dissector.lua());
        double started = seconds(file, script, "-c", "1");
        if (started <= 0) {
            CaptureBenchmark.print("tshark", "left out: it does not run");
            return;
        }
        double plain = seconds(file, script, "-Y", "rtkit.mgmt.type == 99") - started;
        double printed = seconds(file, script) - started;
        CaptureBenchmark.print("tshark's messages", "%,d; %.1f s to start".formatted(count, started));
        CaptureBenchmark.print(
                "tshark, every message through a filter", "%.3f million a second".formatted(count / plain / 1e6));
        CaptureBenchmark.print("tshark, as text", "%.3f million a second".formatted(count / printed / 1e6));
        CaptureBenchmark.print("ours decodes faster by", "%.0f times".formatted(plain * 1e9 / count / decode));
        CaptureBenchmark.print("ours with requests faster by", "%.0f times".formatted(plain * 1e9 / count / walk));
        CaptureBenchmark.print("ours as text faster by", "%.0f times".formatted(printed * 1e9 / count / text));
    }

    /// Returns tshark's CPU time in seconds, or 0 where it does not run.
    private static double seconds(Path file, Path script, String... options) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(
                List.of("bash", "-c", TIMED, "tshark", "-X", "lua_script:" + script, "-r", file.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(new File("/dev/null"))
                .start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            return 0;
        }
        String[] times = error.strip().split(" ", 2);
        return Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
    }
}
