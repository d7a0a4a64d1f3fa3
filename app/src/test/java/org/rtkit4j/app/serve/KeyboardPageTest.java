package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.input.HandsPage;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// The keyboard and the trackpad in a real browser, and `rtkit input watch` at the other end of m1n1's protocol.
@ExtendWith(OneBrowser.class)
class KeyboardPageTest {
    private static final String SENTENCE = "the quick brown fox jumps over 42 lazy dogs";
    // m1n1 reads a byte at a time, each of which is a request over the wire.
    private static final String SHORT_SENTENCE = "hello to 42 lazy dogs";
    // Three interfaces become ready, and say who made them.
    private static final int BEFORE = 4;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void take(Browser given) {
        browser = given;
    }

    @Test
    void aSentenceTypedOnThePageArrivesAtTheWatch() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = page(mac)) {
            int events = BEFORE + 2 * (1 + SENTENCE.length());
            CompletableFuture<Cli> watch = watch(server, "--text", "--count", Integer.toString(events));
            browser.click(".keyboard [data-code=Space]");
            browser.find(".keyboard").sendKeys(SENTENCE);
            Cli said = watch.get();
            assertEquals(0, said.status(), said::toString);
            assertEquals(" " + SENTENCE, said.out(), said::toString);
            browser.picture("keyboard");
            assertEquals(List.of(), browser.axe());
            assertEquals(List.of(), browser.complaints());
        }
    }

    /// Nobody listens here: the keys are the emulated keyboard's, whose firmware is gone with its host.
    @Test
    void keysThatAreDownWhenTheFirmwareGoesAreLetGoOf() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = page(mac)) {
            CompletableFuture<Cli> watch = watch(server, "--count", Integer.toString(BEFORE + 1));
            waitForReady(mac, watch);
            browser.hold(".keyboard [data-code=KeyA]");
            Cli said = watch.get();
            assertTrue(said.out().contains("+a"), said::toString);
            Tools.await(() -> String.valueOf(browser.all(".key.down").size()), "0"::equals);
            browser.letGo();
        }
    }

    /// m1n1's own experiment, unmodified, over a pseudo-terminal; see `PythonClientTest` of the module `conformance`.
    @Test
    void aSentenceTypedOnThePageArrivesAtM1n1sExperiment() throws Exception {
        Path client = Path.of(System.getenv().getOrDefault("M1N1_PROXYCLIENT", ""));
        assumeTrue(Files.exists(client.resolve("m1n1/proxy.py")), "skipped: M1N1_PROXYCLIENT names no m1n1/proxy.py");
        Path pty = folder.resolve("mac");
        try (var mac = new EmulatedMac(List.of(Profile.named("smc"), Profile.named("mtp")));
                var _ = ProxyServer.pty(mac, pty, new ServerListener() {});
                var _ = page(mac)) {
            browser.click(".keyboard [data-code=Space]");
            browser.find(".keyboard").sendKeys(SHORT_SENTENCE);
            List<String> expected = (" " + SHORT_SENTENCE)
                    .chars()
                    .boxed()
                    .flatMap(KeyboardPageTest::reports)
                    .toList();
            List<String> heard = python(client, pty, expected.size());
            assertEquals(
                    expected,
                    heard.stream()
                            .filter(line -> line.startsWith("[MTP][keyboard] report: "))
                            .map(line -> line.substring("[MTP][keyboard] report: ".length()))
                            .toList(),
                    heard::toString);
        }
    }

    // A key alone, and no key.
    private static Stream<String> reports(int character) {
        int usage = character == ' '
                ? 0x2c
                : character == '0'
                        ? 0x27
                        : Character.isDigit(character) ? 0x1e + character - '1' : 0x04 + character - 'a';
        return Stream.of("010000%02x0000000000".formatted(usage), "010000000000000000");
    }

    private static List<String> python(Path client, Path pty, int reports) throws Exception {
        Path script = Path.of(System.getProperty("rtkit.root", ".."), "conformance", "python", "watch_keys.py");
        var builder = new ProcessBuilder(
                        "/usr/bin/python3", script.toString(), client.toString(), Integer.toString(reports))
                .redirectErrorStream(true);
        builder.environment().put("M1N1DEVICE", pty.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor(), lines::toString);
        return lines;
    }

    /// No browser: what `rtkit input type --to` sends is what the page sends.
    @Test
    void aSentenceTypedByTheCommandArrivesAtTheWatch() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var page = listen(mac)) {
            CompletableFuture<Cli> watch =
                    watch(server, "--text", "--count", Integer.toString(BEFORE + 2 * SENTENCE.length()));
            String to = "http://127.0.0.1:%d/".formatted(page.port());
            Cli type = Cli.run("input", "type", "--every", "0", "--to", to, SENTENCE);
            assertEquals(0, type.status(), type::toString);
            assertEquals("", type.out());
            Cli said = watch.get();
            assertEquals(SENTENCE, said.out(), said::toString);
        }
    }

    @Test
    void whatNobodyListensToIsDroppedWithAWord() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var page = listen(mac)) {
            String to = "http://127.0.0.1:%d/".formatted(page.port());
            Cli type = Cli.run("input", "type", "--every", "0", "--wait", "1", "--to", to, "ab");
            assertEquals(1, type.status(), type::toString);
            assertEquals(
                    "rtkit: " + to + ": nobody listens to this keyboard, what was not taken is dropped: keys=4\n",
                    type.err());
            assertEquals(0, mac.coprocessors().getFirst().hands().waiting());
        }
    }

    @Test
    void aFingerOnThePageArrivesAtTheWatch() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = page(mac)) {
            CompletableFuture<Cli> watch = watch(server, "--count", Integer.toString(BEFORE + 2));
            waitForReady(mac, watch);
            browser.click(".trackpad");
            Cli said = watch.get();
            assertEquals(0, said.status(), said::toString);
            assertTrue(said.out().contains("+finger 0 at 6"), said::toString);
            assertTrue(said.out().contains("-finger 0 at 6"), said::toString);
        }
    }

    private static void waitForReady(EmulatedMac mac, CompletableFuture<Cli> watch) throws InterruptedException {
        var hands = mac.coprocessors().getFirst().hands();
        // A mouse that does not move says nothing to anybody, and is taken once the trackpad is ready.
        while (!watch.isDone() && !hands.mouse(0, 0, 0, 0)) {
            Thread.sleep(10);
        }
    }

    private static HandsPage listen(EmulatedMac mac) throws Exception {
        var page = HandsPage.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        page.follow(mac.coprocessors());
        return page;
    }

    private static HandsPage page(EmulatedMac mac) throws Exception {
        HandsPage page = listen(mac);
        browser.desktop();
        browser.open("http://127.0.0.1:%d/".formatted(page.port()));
        return page;
    }

    private static CompletableFuture<Cli> watch(ProxyServer server, String... more) {
        var arguments = new ArrayList<>(List.of("input", "watch", "--via", "m1n1:" + server.address()));
        arguments.addAll(List.of(more));
        return CompletableFuture.supplyAsync(() -> Cli.run(arguments.toArray(String[]::new)));
    }
}
