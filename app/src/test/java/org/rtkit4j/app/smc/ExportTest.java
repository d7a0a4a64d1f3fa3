package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.SmcMachine.Way;
import org.rtkit4j.app.terminal.BuiltVersion;

/// The exporter as its users see it: over HTTP, through promtool, scraped by Prometheus.
class ExportTest {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/metrics");

    private static final int TIMEOUT_MILLIS = 60_000;

    private static final String PROCESS = """
            # TYPE process_cpu_seconds_total counter
            # TYPE process_open_fds gauge
            # TYPE process_resident_memory_bytes gauge
            # TYPE process_start_time_seconds gauge
            # TYPE rtkit_build_info gauge
            """;

    @TempDir
    private Path folder;

    private @Nullable Thread exporter;
    private int port;

    private void start(String via) throws Exception {
        var err = new StringWriter();
        exporter = Thread.ofPlatform()
                .start(() -> Main.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        "smc",
                        "export",
                        "--listen",
                        "127.0.0.1:0",
                        "--via",
                        via));
        Matcher url =
                URL.matcher(Tools.await(err::toString, text -> URL.matcher(text).find()));
        assertTrue(url.find());
        port = Integer.parseInt(url.group(1));
    }

    // Where a program is missing, none was started.
    @AfterEach
    void stop() throws Exception {
        Thread started = exporter;
        if (started != null) {
            started.interrupt();
            started.join();
        }
    }

    @Test
    void servesOpenMetricsWhereAskedFor() throws Exception {
        start(SmcProfiles.still(folder, "notebook"));
        Answer metrics = scrape("application/openmetrics-text; version=1.0.0");
        assertTrue(metrics.type().startsWith("application/openmetrics-text"), metrics.type());
        assertTrue(metrics.body().endsWith("# EOF\n"), metrics.body());
        assertTrue(metrics.body().contains("rtkit_smc_up 1.0\n"), metrics.body());
        assertTrue(metrics.body().contains("rtkit_smc_battery_charge_ratio 0.82\n"), metrics.body());
        // 4382 mAh are 15775.2 coulombs
        assertTrue(metrics.body().contains("rtkit_smc_battery_full_coulombs 15775.2\n"), metrics.body());
        assertTrue(
                metrics.body().contains("rtkit_smc_fan_rpm{key=\"F0Ac\",label=\"Left side\",sensor=\"fan1\"} "),
                metrics.body());
    }

    @Test
    void whoWantsProtocolBuffersFirstGetsText() throws Exception {
        start(SmcProfiles.still(folder, "notebook"));
        Answer metrics = scrape("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                + "encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.2");
        assertTrue(metrics.type().contains("text"), metrics.type());
        assertTrue(metrics.body().contains("rtkit_smc_up 1.0\n"), metrics.body());
    }

    @ParameterizedTest
    @MethodSource("org.rtkit4j.app.smc.SmcMachine#everySetEveryWay")
    void exportsWhatItExportedWhenItWasLookedAt(String set, Way way) throws Exception {
        try (var machine = SmcMachine.start(way, folder, set)) {
            start(machine.via());
            String all = scrape("text/plain").body();
            Golden.check(set + "-export.txt", linesOf(all, line -> !isOfProcess(line)));
            assertEquals(PROCESS, linesOf(all, line -> isOfProcess(line) && line.startsWith("# TYPE ")));
            stop();
        }
    }

    private static boolean isOfProcess(String line) {
        return line.matches("(# (TYPE|HELP) )?(process_|rtkit_build_info).*");
    }

    private static String linesOf(String text, Predicate<String> which) {
        return text.lines().filter(which).map(line -> line + "\n").collect(Collectors.joining());
    }

    // As a page of somebody else's would ask, whose name leads here.
    @Test
    void whoAsksBySomebodyElsesNameIsRefused() throws Exception {
        start(SmcProfiles.still(folder, "notebook"));
        assertEquals(403, statusFor("evil.example"));
        assertEquals(403, statusFor("127.0.0.1:" + port + ",evil.example"));
        assertEquals(200, statusFor("localhost:" + port));
    }

    private int statusFor(String host) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET /metrics HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }

    @Test
    void aPersonIsShownTheWay() throws Exception {
        start(SmcProfiles.still(folder, "notebook"));
        Answer page = fetch(URI.create("http://127.0.0.1:" + port + "/"), "*/*");
        assertTrue(page.type().startsWith("text/html"), page.type());
        assertTrue(page.body().contains("<a href=\"/metrics\">"), page.body());
        assertTrue(page.body().contains("Version " + BuiltVersion.read()), page.body());
    }

    @Test
    void clientsThatNeverEndTheirRequestsLockNobodyOut() throws Exception {
        start(SmcProfiles.still(folder, "notebook"));
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                var socket = new Socket();
                crowd.add(socket);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nX".getBytes(StandardCharsets.US_ASCII));
            }
            assertTrue(scrape("text/plain").body().contains("rtkit_smc_up 1.0\n"));
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void passesPromtool() throws Exception {
        Tools.require("prometheus", "promtool");
        start(SmcProfiles.still(folder, "notebook"));
        String metrics = scrape("text/plain").body();
        assertEquals("", Tools.run(metrics, "promtool", "check", "metrics"));
    }

    @Test
    void isScrapedByPrometheus() throws Exception {
        Tools.require("prometheus", "prometheus");
        start(SmcProfiles.still(folder, "notebook"));
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: smc
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(port));
        int web = freePort();
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + web)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        try {
            URI query = URI.create("http://127.0.0.1:" + web + "/api/v1/query?query=rtkit_smc_battery_cycles");
            String answer = Tools.await(() -> get(query), text -> text.contains("\"value\""));
            assertTrue(answer.contains("\"147\""), answer);
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
        }
    }

    private static String get(URI uri) {
        try {
            return fetch(uri, "*/*").body();
        } catch (IOException e) {
            // Not up yet.
            return e.toString();
        }
    }

    private Answer scrape(String accept) throws IOException {
        return fetch(URI.create("http://127.0.0.1:" + port + "/metrics"), accept);
    }

    private static Answer fetch(URI uri, String accept) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestProperty("Accept", accept);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (var in = connection.getInputStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(String.valueOf(connection.getContentType()), body);
        }
    }

    private record Answer(String type, String body) {}

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
