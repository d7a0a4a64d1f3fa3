package org.rtkit4j.benchmarks.reports;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.rtkit4j.forensics.CrashReports;

/// Whether twice the input takes twice the CPU time, for each reader and each layout that a report comes in: what takes
/// more is not linear in its input.
public final class DoublingBenchmark {
    /// The larger of the two is no longer than a passage, which is read at once.
    private static final int SMALL_BYTES = 1 << 20;

    private static final int ROUNDS = 9;
    /// Of a reader in whose time the square of the length counts, doubling takes up to four times as long.
    private static final double MOST = 2.5;

    private static final String WATCHDOG =
            "panic(cpu 0 caller 0xfffffff011112222): userspace watchdog timeout: no successful checkins from logd in 180"
                    + " seconds\nservice: logd, total successful checkins in 190 seconds: 18, last successful checkin: 0"
                    + " seconds ago\nDebugger message: panic\nOS version: 99A1\n";

    private final SplittableRandom random;
    private final PrintStream out;

    public DoublingBenchmark(long seed) {
        this.random = new SplittableRandom(seed);
        this.out = System.out;
    }

    /// Runs it and prints a row for each.
    ///
    /// @return whether none took more than it may
    public boolean run() {
        boolean holds = true;
        out.printf("%-36s %12s %12s %8s%n", "read", "1 MiB", "2 MiB", "ratio");
        for (var input : inputs().entrySet()) {
            holds &= row(input.getKey(), input.getValue());
        }
        return holds;
    }

    private boolean row(String name, byte[] once) {
        double small = nanos(repeated(once, SMALL_BYTES));
        double large = nanos(repeated(once, 2 * SMALL_BYTES));
        double ratio = large / small;
        out.printf(
                "%-36s %9.2f ms %9.2f ms %8.2f%s%n",
                name, small / 1e6, large / 1e6, ratio, ratio > MOST ? "  MISSED" : "");
        return ratio <= MOST;
    }

    private static double nanos(byte[] input) {
        return CpuTime.leastNanos(
                ROUNDS, () -> CrashReports.read("x", input).reason().length() + 1);
    }

    private static byte[] repeated(byte[] once, int bytes) {
        var whole = new ByteArrayOutputStream(bytes + once.length);
        while (whole.size() < bytes) {
            whole.writeBytes(once);
        }
        return whole.toByteArray();
    }

    private Map<String, byte[]> inputs() {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        texts().forEach((name, text) -> inputs.put(name, text.getBytes(StandardCharsets.UTF_8)));
        inputs.put("UTF-16", (GeneratedReport.of(random, 3, 2) + "\n").getBytes(StandardCharsets.UTF_16LE));
        return inputs;
    }

    private Map<String, String> texts() {
        String panic = GeneratedReport.of(random, 3, 0) + "\n";
        String linux = GeneratedReport.of(random, 3, 2) + "\n";
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("panic reports", panic);
        inputs.put("diagnostics files (.ips)", GeneratedReport.of(random, 3, 1) + "\n");
        inputs.put("Linux logs", linux);
        inputs.put(
                "m1n1's dumps",
                "### Crash dump:\nCrash time: 0x1\nMailbox log (type 0, index 0):\n"
                        + " #  0 @0x1000 ep=0x37 0x242\n".repeat(64));
        inputs.put("a journal as JSON", lines(linux, "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"", "\"}\n"));
        inputs.put("a container's log as JSON", lines(linux, "{\"log\":\"", "\\n\"}\n"));
        inputs.put("a table (CSV)", lines(linux, "1,\"", "\"\n"));
        inputs.put("a page (HTML)", lines(panic, "<p>", "</p>\n"));
        inputs.put("a mail that quotes", lines(panic, "> ", "\n"));
        inputs.put("a mail in quoted-printable", lines(panic.replace("=", "=3D"), "", "\n"));
        inputs.put("coloured", lines(linux, "\u001b[31m", "\u001b[0m\n"));
        inputs.put("wrapped at 80", wrapped(panic));
        inputs.put("one paragraph", linux.replace('\n', ' '));
        inputs.put("a letter", "One word after the other, and no report at all in it.\n");
        inputs.put("quotation marks", "\"{[\\\n");
        inputs.put(
                "a log with its newest line first",
                String.join("\n", linux.lines().toList().reversed()) + "\n");
        inputs.put("grep with context", lines(linux, "kern.log-12-", "\n"));
        inputs.put("a list of strings", lines(linux, "  \"", "\",\n"));
        inputs.put("word processors (RTF)", "{\\rtf1\\ansi " + lines(panic, "", "\\\n") + "}\n");
        inputs.put("panics of whole systems", WATCHDOG);
        inputs.put("the same, names broken", WATCHDOG.replace("ogd", "o\ngd"));
        inputs.put("the same, translated", WATCHDOG.replace("panic(cpu 0 caller", "panique (CPU O appelant"));
        inputs.put("heads and no more", "panic(cpu 0 caller 0x1): (cpu 0 (CPU O, ");
        inputs.put("files of other kinds", "{\"bug_type\":\"298\"}\n{\"largestProcess\":\"a\"}\nEvent: cpu usage\n");
        inputs.put("asahi-diagnose", "# Asahi Linux System Diagnostic Dump\n    SFR:    13.5\n" + linux);
        inputs.put("base64", Base64.getEncoder().withoutPadding().encodeToString(whole(panic)));
        return inputs;
    }

    /// A text of which base64 has no rest.
    private static byte[] whole(String text) {
        return text.substring(0, text.length() / 3 * 3).getBytes(StandardCharsets.US_ASCII);
    }

    private static String lines(String text, String before, String behind) {
        return text.lines()
                .map(line -> before + line.replace("\"", "'") + behind)
                .collect(Collectors.joining());
    }

    private static String wrapped(String text) {
        return text.lines().map(line -> line.replaceAll("(.{80})", "$1\n")).collect(Collectors.joining("\n")) + "\n";
    }
}
