package org.rtkit4j.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rtkit4j.hardware.link.Link;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.link.TerminalLink;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// The proxy protocol over TCP and a pseudo-terminal: our client, and beside it the Python client of the m1n1
/// repository where the environment variable `M1N1_PROXYCLIENT` names its folder, against the same server in the
/// same run.
final class ProxyBenchmark {
    private static final int BLOCK = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final double seconds;

    ProxyBenchmark(double seconds) {
        this.seconds = seconds;
    }

    /// Runs it and prints what was measured.
    void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rtkit-benchmark");
        Path path = folder.resolve("mac");
        try (var server = ProxyServer.tcp(new ProxyRam(), 0, new ServerListener() {})) {
            int port = Integer.parseInt(server.address().replaceFirst(".*:", ""));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            Opener opener = () -> TcpLink.connect(address, PATIENCE);
            compare("tcp", opener, "socket://127.0.0.1:" + port);
        }
        try (var _ = ProxyServer.pty(new ProxyRam(), path, new ServerListener() {})) {
            compare("pty", () -> TerminalLink.open(path), path.toString());
        } finally {
            Files.delete(folder);
        }
    }

    private interface Opener {
        Link open() throws IOException;
    }

    private void compare(String way, Opener opener, String pythonWay) throws IOException, InterruptedException {
        Map<String, Double> ours = ours(opener);
        Map<String, Double> python = PythonClient.measure("proxy_benchmark.py", "", pythonWay, String.valueOf(seconds));
        System.out.printf("%-34s %12s %12s %8s%n", way, "rtkit", "python", "ratio");
        ours.forEach((name, rate) -> {
            Double other = python.get(name);
            String tail = other == null ? "" : "%12.1f %8.1f".formatted(other, rate / other);
            System.out.printf("  %-32s %12.1f %s%n", name, rate, tail);
        });
    }

    private Map<String, Double> ours(Opener opener) throws IOException {
        var rates = new LinkedHashMap<String, Double>();
        var block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) i;
        }
        try (var client = connect(opener, ProxyOptions.DEFAULT)) {
            latencies(client, rates);
            rates.put("loads/s", rate(() -> client.load(ProxyRam.BASE, 4)));
            rates.put("stores/s", rate(() -> client.store(ProxyRam.BASE, 4, 1)));
            rates.put("loads/s, 30 in a batch", 30 * rate(() -> batch(client)));
            rates.put("read MB/s", megabytes(() -> client.readMemory(ProxyRam.BASE, block, 0, BLOCK)));
            rates.put("write MB/s", megabytes(() -> client.writeMemory(ProxyRam.BASE, block, 0, BLOCK)));
        }
        try (var client = connect(opener, ProxyOptions.DEFAULT.withoutChecksums())) {
            rates.put(
                    "read MB/s without checksums", megabytes(() -> client.readMemory(ProxyRam.BASE, block, 0, BLOCK)));
            rates.put(
                    "write MB/s without checksums",
                    megabytes(() -> client.writeMemory(ProxyRam.BASE, block, 0, BLOCK)));
        }
        return rates;
    }

    private static ProxyClient connect(Opener opener, ProxyOptions options) throws IOException {
        return ProxyClient.connect(opener.open(), options, new ProxyListener() {});
    }

    private static void batch(ProxyClient client) throws IOException {
        var batch = client.batch();
        for (int i = 0; i < 30; i++) {
            batch.load(ProxyRam.BASE + 4L * i, 4);
        }
        batch.run();
    }

    private void latencies(ProxyClient client, Map<String, Double> rates) throws IOException {
        var nanos = new long[20_000];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                client.load(ProxyRam.BASE, 4);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        rates.put("load, median us", nanos[nanos.length / 2] / 1e3);
        rates.put("load, 99th percentile us", nanos[nanos.length * 99 / 100] / 1e3);
    }

    private interface Work {
        void run() throws IOException;
    }

    private double megabytes(Work work) throws IOException {
        return rate(work) * BLOCK / 1e6;
    }

    private double rate(Work work) throws IOException {
        measured(work, seconds / 2);
        return measured(work, seconds);
    }

    private static double measured(Work work, double seconds) throws IOException {
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            work.run();
            count++;
        }
        return count * 1e9 / (System.nanoTime() - start);
    }
}
