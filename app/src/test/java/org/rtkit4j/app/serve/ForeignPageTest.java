package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.http.HttpListener;
import org.rtkit4j.app.http.HttpService;

/// What another site's page can do to ours, in a real browser: nothing.
class ForeignPageTest {
    /// Tries everything that needs no permission, and says what came of it.
    private static final String ATTACK = """
            const [target, done] = arguments;
            const attempts = {
              'blind POST': () => fetch(target + '/api/coprocessors/ans/crash', {method: 'POST', mode: 'no-cors'}).then(() => 'sent'),
              'POST': () => fetch(target + '/api/coprocessors/ans/crash', {method: 'POST'}).then(r => 'read ' + r.status),
              'GET': () => fetch(target + '/api/about').then(r => r.text()),
              'script': () => new Promise((ok, no) => {
                const s = document.createElement('script'); s.src = target + '/js/dom.js'; s.onload = () => ok('loaded'); s.onerror = no; document.head.append(s); }),
              'module': () => import(target + '/js/dom.js').then(() => 'loaded'),
              'events': () => new Promise((ok, no) => { const e = new EventSource(target + '/api/events'); e.onmessage = ok; e.onopen = () => ok('open'); e.onerror = () => { e.close(); no(); }; }),
              'frame': () => new Promise((ok, no) => {
                const f = document.createElement('iframe'); f.src = target + '/'; f.onload = () => { try { ok(f.contentDocument?.title ?? 'shut'); } catch { ok('shut'); } }; document.body.append(f); }),
            };
            Promise.all(Object.entries(attempts).map(([name, attempt]) => attempt().then(x => name + ': ' + x, () => name + ': refused'))).then(done);
            """;

    @TempDir
    private static Path folder;

    @Test
    void anotherOriginIsRefused() throws Exception {
        try (var browser = Browser.start(folder.resolve("origin"));
                var served = Served.start("ans");
                var foreign = foreignPage()) {
            browser.open("http://127.0.0.1:" + foreign.port() + "/");
            var outcome = (List<?>) browser.async(ATTACK, served.origin());
            assertEquals(
                    List.of(
                            "blind POST: refused",
                            "POST: refused",
                            "GET: refused",
                            "script: refused",
                            "module: refused",
                            "events: refused",
                            "frame: shut"),
                    outcome);
            browser.openAnew(served.address().toString());
            browser.await("#live .card", "running");
            assertTrue(browser.textOf("#live .card").contains("nothing unusual"), "it has crashed");
        }
    }

    @Test
    void anotherNameForThisMachineIsRefused() throws Exception {
        try (var browser = Browser.start(folder.resolve("host"), "--host-resolver-rules=MAP evil.example 127.0.0.1");
                var served = Served.start("ans")) {
            browser.open("http://evil.example:" + served.port() + "/");
            String shown = browser.textOf("body");
            assertTrue(shown.contains("this server is not known by that name: Host=evil.example"), shown);
            Object read = browser.async("fetch('/api/about').then(r => arguments[0](r.status))");
            assertEquals(403L, read);
            assertFalse(shown.contains("rtkit"), shown);
        }
    }

    private static HttpListener foreignPage() throws IOException {
        byte[] page = "<!doctype html><title>another</title>".getBytes(StandardCharsets.US_ASCII);
        return HttpListener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start(new HttpService((_, response) -> response.answer(200, "text/html", page), Map.of()));
    }
}
