package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.input.HandsPage;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// The keyboard and the trackpad in a real browser, and `rtkit input watch` at the other end of m1n1's protocol.
class KeyboardPageTest {
    private static final String SENTENCE = "the quick brown fox jumps over 42 lazy dogs";
    // Three interfaces become ready, and say who made them.
    private static final int BEFORE = 4;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aSentenceTypedOnThePageArrivesAtTheWatch() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = page(mac)) {
            int events = BEFORE + 2 * (1 + SENTENCE.length());
            CompletableFuture<Cli> watch = watch(server, "--text", "--count", Integer.toString(events));
            browser.click("#keyboard [data-code=Space]");
            browser.find("#keyboard").sendKeys(SENTENCE);
            Cli said = watch.get();
            assertEquals(0, said.status(), said::toString);
            assertEquals(" " + SENTENCE, said.out(), said::toString);
            browser.picture("keyboard");
            assertEquals(List.of(), browser.axe());
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void aFingerOnThePageArrivesAtTheWatch() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("mtp")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = page(mac)) {
            CompletableFuture<Cli> watch = watch(server, "--count", Integer.toString(BEFORE + 2));
            waitForReady(mac, watch);
            browser.click("#trackpad");
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

    private static HandsPage page(EmulatedMac mac) throws Exception {
        var page = HandsPage.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        page.follow(mac.coprocessors());
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
