package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;

/// Who may ask, over raw connections.
class GateTest {
    private static final String STOP = "/api/coprocessors/ans/stop";
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.start("ans");
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
    }

    private static String own() {
        return "127.0.0.1:" + served.port();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:9140", "[::1]", "[::1]:80", "192.168.1.7:80"
            })
    void aHostThatIsNoNameOfSomebodyElsesPasses(String host) throws Exception {
        assertEquals(
                200, RawHttp.get(served.port(), "/api/about", "Host: " + host).status());
    }

    // What `curl -I` asks.
    @ParameterizedTest
    @CsvSource({"/, 200", "/favicon.ico, 200", "/api/about, 200", "/none, 404", "/api/events, 405"})
    void whoAsksForTheHeadAloneGetsIt(String path, int status) throws Exception {
        var head =
                (HttpURLConnection) URI.create("http://" + own() + path).toURL().openConnection();
        head.setRequestMethod("HEAD");
        assertEquals(status, head.getResponseCode());
        assertTrue(head.getContentLength() > 0);
        head.disconnect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "[evil]",
                "127.0.0.1:9140,evil.example",
                "127.0.0.1:9140, 127.0.0.1:9140",
                "localhost:80:80",
                "localhost:port",
                "",
                ":80",
                "1.2.3"
            })
    void anyOtherHostIsRefused(String host) throws Exception {
        RawHttp answer = RawHttp.get(served.port(), "/", "Host: " + host);
        assertTrue(answer.status() == 403 || answer.status() == 400, answer.text());
        assertFalse(answer.text().contains("<html"), answer.text());
    }

    @Test
    void whoSaysNoOriginIsToldSo() throws Exception {
        RawHttp answer = RawHttp.post(served.port(), STOP, new byte[0], "Host: " + own());
        assertEquals(403, answer.status());
        assertTrue(answer.text().contains("only this server's own page may ask: no Origin"), answer.text());
    }

    @Test
    void withoutAHostThereIsNoAnswer() throws Exception {
        assertTrue(RawHttp.get(served.port(), "/api/about").status() >= 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "https://127.0.0.1", "http://localhost", "http://127.0.0.1:1"})
    void aForeignOriginIsRefused(String origin) throws Exception {
        for (String path : new String[] {"/", "/api/about", "/api/events", "/api/messages"}) {
            assertEquals(
                    403,
                    RawHttp.get(served.port(), path, "Host: " + own(), "Origin: " + origin)
                            .status(),
                    path);
        }
        assertEquals(403, post(STOP, "Origin: " + origin).status());
        assertEquals(403, post("/api/explain", "Origin: " + origin).status());
    }

    @Test
    void whatChangesSomethingNeedsAnOrigin() throws Exception {
        assertEquals(403, post(STOP).status());
        assertEquals(
                200,
                post("/api/coprocessors/ans/start", "Origin: http://" + own()).status());
    }

    @Test
    void anotherSiteMayLinkToThePageAndAskForNothing() throws Exception {
        String[] link = {"Host: " + own(), "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"};
        assertEquals(200, RawHttp.get(served.port(), "/", link).status());
        assertEquals(403, RawHttp.get(served.port(), "/api/about", link).status());
        assertEquals(
                403,
                RawHttp.get(served.port(), "/", "Host: " + own(), "Sec-Fetch-Site: cross-site")
                        .status());
        assertEquals(
                403,
                RawHttp.get(served.port(), "/js/main.js", "Host: " + own(), "Sec-Fetch-Site: same-site")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../ServeCommand.class",
                "/js/../../ServeCommand.class",
                "/%2e%2e/x.js",
                "/js//%2e%2e/%2e%2e/training.panic",
                "/js",
                "/js/main.js%00.html",
                "/training.panic",
                "/nothing.html",
                "/api",
                "/api/coprocessors/ans/start/x?",
                "/api/messages/x",
                "/api/messages/-1",
                "/api/crashes/ans"
            })
    void nothingElseIsServed(String path) throws Exception {
        int status = RawHttp.get(served.port(), path, "Host: " + own()).status();
        assertTrue(status == 404 || status == 405 || status == 400, path + ": " + status);
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() throws Exception {
        for (String path : new String[] {"/", "/js/main.js", "/api/about", "/nothing"}) {
            String head = RawHttp.get(served.port(), path, "Host: " + own()).text();
            assertTrue(head.contains("default-src 'none'; script-src 'self'; style-src 'self';"), head);
            assertTrue(head.contains("require-trusted-types-for 'script'"), head);
            assertTrue(head.contains("X-Content-Type-Options: nosniff"), head);
            assertFalse(head.contains("unsafe"), head);
            assertFalse(head.contains("Access-Control"), head);
        }
        String page = RawHttp.get(served.port(), "/", "Host: " + own()).body();
        assertFalse(page.contains("http:") || page.contains("https:") || page.contains("style="), page);
    }

    @Test
    void aTokenIsAskedForWhereItIsWanted() throws Exception {
        try (var guarded = Served.start("ans", "--token")) {
            String host = "Host: 127.0.0.1:" + guarded.port();
            String token = guarded.address().getQuery().substring("token=".length());
            assertEquals(32, token.length());
            assertEquals(401, RawHttp.get(guarded.port(), "/", host).status());
            assertEquals(
                    401,
                    RawHttp.get(guarded.port(), "/?token=" + "0".repeat(32), host)
                            .status());
            assertEquals(
                    401,
                    RawHttp.get(guarded.port(), "/api/about", host, "Cookie: rtkit-" + guarded.port() + "=x")
                            .status());
            RawHttp login = RawHttp.get(guarded.port(), "/?token=" + token, host);
            assertEquals(303, login.status());
            assertTrue(login.text().contains("HttpOnly; SameSite=Strict"), login.text());
            String cookie = "Cookie: a=b; rtkit-" + guarded.port() + "=" + token;
            assertEquals(200, RawHttp.get(guarded.port(), "/", host, cookie).status());
            assertEquals(
                    200,
                    RawHttp.get(guarded.port(), "/api/about", host, "Authorization: Bearer " + token)
                            .status());
            assertEquals(
                    403,
                    RawHttp.get(guarded.port(), "/", "Host: evil.example", cookie)
                            .status());
        }
    }

    @Test
    void beyondLoopbackThereIsAlwaysAToken() throws Exception {
        try (var open = Served.start("ans", "--listen", "0.0.0.0:0")) {
            assertTrue(
                    open.address().getQuery().startsWith("token="),
                    open.address().toString());
            assertEquals(
                    401,
                    RawHttp.get(open.port(), "/", "Host: 127.0.0.1:" + open.port())
                            .status());
        }
    }

    @Test
    void wrongUsageIsOneLine() {
        for (String[] arguments : new String[][] {
            {"serve", "--listen", "nowhere"},
            {"serve", "--keep", "3"},
            {"serve", "ans", "ans"},
            {"serve", "none"},
            {"serve", "ans", "smc", "--via", "m1n1:/dev/null"}
        }) {
            Cli run = Cli.run(arguments);
            assertEquals(2, run.status(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        Cli run = Cli.run("serve", "ans", "--listen", own());
        assertEquals(1, run.status());
        assertTrue(run.err().startsWith("rtkit: cannot listen: address="), run.err());
    }

    private static RawHttp post(String path, String... headers) throws Exception {
        String[] all = new String[headers.length + 1];
        all[0] = "Host: " + own();
        System.arraycopy(headers, 0, all, 1, headers.length);
        return RawHttp.post(served.port(), path, new byte[0], all);
    }
}
