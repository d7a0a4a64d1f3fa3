package org.rtkit4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.interrupt.LinePoller;
import org.rtkit4j.hardware.link.TerminalLink;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyMailbox;
import org.rtkit4j.hardware.proxy.client.ProxyMemory;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.client.ProxyRegion;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Keys of an emulated Mac at the other end of a pseudo-terminal: our driver, and beside it m1n1's own client where it
/// is at hand, against the same `rtkit emulate` in the same run.
final class SmcProxyBenchmark {
    private static final Profile SMC = Profile.named("smc");

    private final Duration duration;
    private final Path root;

    /// @param root the project's folder, whose `./rtkit` is the Mac
    SmcProxyBenchmark(Duration duration, Path root) {
        this.duration = duration;
        this.root = root;
    }

    void run() throws Exception {
        Path pty = Files.createTempDirectory("rtkit-benchmark").resolve("mac");
        Process mac = new ProcessBuilder(
                        root.resolve("rtkit").toString(), "emulate", "--proxy", "pty:" + pty, "--profile", "smc")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            awaitListening(mac);
            Map<String, Double> ours = ours(pty);
            Map<String, Double> python =
                    PythonClient.measure("smc_benchmark.py", pty.toString(), String.valueOf(duration.toMillis() / 1e3));
            print(ours, python);
        } finally {
            mac.destroy();
            mac.waitFor();
            Files.deleteIfExists(pty);
            Files.delete(pty.getParent());
        }
    }

    private static void awaitListening(Process mac) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(mac.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.startsWith("listening: ")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("rtkit emulate does not listen");
        }
    }

    private Map<String, Double> ours(Path pty) throws Exception {
        var link = TerminalLink.open(pty);
        try (var client = ProxyClient.connect(link, ProxyOptions.DEFAULT, new ProxyListener() {});
                var poller = new LinePoller(Duration.ofMillis(1));
                var iop = new PolledIop(IopProfile.named("smc"), platform(client, poller), SessionListener.NONE)) {
            iop.boot();
            try (var smc = Smc.open(iop, memory(client), SmcOptions.DEFAULT)) {
                var measured = new LinkedHashMap<String, Double>();
                measured.put("key reads/s", SmcBenchmark.readFor(smc, List.of(SmcKey.of("TB0T")), duration));
                long start = System.nanoTime();
                SmcBenchmark.list(smc);
                measured.put("complete list, ms", (System.nanoTime() - start) / 1e6);
                return measured;
            }
        }
    }

    private static Platform platform(ProxyClient client, LinePoller poller) {
        long window = SMC.base() + MailboxRegisters.WINDOW_OFFSET;
        return new Platform(new ProxyMailbox(client, window, SMC.mailbox(), poller), null, memory(client));
    }

    private static ProxyMemory memory(ProxyClient client) {
        return ProxyMemory.physical(
                client, SMC.regions().stream().map(ProxyRegion::at).toList());
    }

    private static void print(Map<String, Double> ours, Map<String, Double> python) {
        System.out.printf("%-36s %12s %12s%n", "over the proxy, pseudo-terminal", "rtkit", "python");
        ours.forEach((name, value) -> {
            Double other = python.get(name);
            System.out.printf("  %-34s %,12.1f %12s%n", name, value, other == null ? "" : "%,.1f".formatted(other));
        });
    }
}
