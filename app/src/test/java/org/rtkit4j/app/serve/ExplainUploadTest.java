package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.serve.explain.Explain;
import org.rtkit4j.testkit.Corpus;

/// Reports that are sent to the page's server, over raw connections: hostile ones too.
class ExplainUploadTest {
    private static final int CHUNK_BYTES = 1 << 20;
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.start("generic");
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
    }

    @Test
    void aReportComesBackExplained() throws Exception {
        String answer = explain("/api/explain", Panics.named("worker")).body();
        assertTrue(answer.contains("\"coprocessor\":\"DCP\""), answer);
        assertTrue(answer.contains("\"timeline\":[{"), answer);
        String text = explain("/api/explain/text", Panics.named("worker")).body();
        assertTrue(text.contains("display controller (DCP)"), text);
        RawHttp core = explain("/api/explain/core?crash=1", Panics.named("worker"));
        assertTrue(core.body().startsWith("\u007fELF"), core.text());
        RawHttp none = explain("/api/explain/core?crash=2", Panics.named("worker"));
        assertEquals(422, none.status());
        assertEquals(404, explain("/api/explain/cake", Panics.named("worker")).status());
    }

    @Test
    void itsTextAndItsJsonAreWhatTheCommandPrintsToTheByte() throws Exception {
        for (Path file : reports()) {
            byte[] report = Files.readAllBytes(file);
            String name = file.toString();
            String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            assertSame(Cli.run("explain", "--all", name), explain("/api/explain/text" + query, report));
            assertSame(Cli.run("explain", "--json", name), explain("/api/explain/json" + query, report));
        }
    }

    private static void assertSame(Cli command, RawHttp page) {
        assertEquals(command.out(), new String(page.bodyBytes(), StandardCharsets.UTF_8));
    }

    private static List<Path> reports() throws IOException {
        try (var files = Files.walk(Corpus.path("reports"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void itsMessagesComeBackAsACapture(@TempDir Path folder) throws Exception {
        RawHttp answer = explain("/api/explain/pcapng", Panics.named("worker"));
        assertEquals(200, answer.status(), answer.text());
        Path file = Files.write(folder.resolve("report.pcapng"), answer.bodyBytes());
        Cli decoded = Cli.run("capture", "decode", file.toString());
        assertEquals(0, decoded.status(), decoded.err());
        assertTrue(decoded.out().contains("RETURN") && decoded.out().contains("LOG"), decoded.out());
    }

    @Test
    void whatIsNoReportIsSaidToBeNone() throws Exception {
        RawHttp answer = explain("/api/explain", "no report".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("no crash report of a co-processor"), answer.text());
    }

    @Test
    void aFileOfAHundredMegabytesIsRefusedBeforeItIsKept() throws Exception {
        RawHttp answer = send("Content-Length: 104857600", out -> {
            for (int i = 0; i < 100; i++) {
                out.write(new byte[CHUNK_BYTES]);
            }
        });
        assertEquals(413, answer.status());
        assertTrue(
                answer.body().contains("too large for the page: size=104857600, limit=" + Explain.limitBytes()),
                answer.body());
        requireThatItStillExplains();
    }

    @Test
    void oneThatDoesNotSayItsSizeIsReadAsFarAsTheLimit() throws Exception {
        RawHttp answer = send("Transfer-Encoding: chunked", out -> {
            for (int i = 0; i < 100; i++) {
                chunk(out, new byte[CHUNK_BYTES]);
            }
            chunk(out, new byte[0]);
        });
        assertEquals(413, answer.status(), answer.text());
        requireThatItStillExplains();
    }

    @Test
    void survivesAnyBytes() throws Exception {
        var random = new SplittableRandom(9);
        byte[] panic = Panics.named("worker");
        for (int round = 0; round < 60; round++) {
            byte[] mutated = panic.clone();
            for (int change = 0; change < 1 + round; change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertEquals(200, explain("/api/explain", mutated).status());
        }
    }

    @Test
    void theDecoderTakesWhatItUnderstandsAndRefusesTheRest() throws Exception {
        String known = get("/api/decode?coprocessor=DCP&direction=AP-%3EIOP&endpoint=0&message=0x0030000000000000");
        assertTrue(known.contains("\"summary\":\""), known);
        for (String query : new String[] {
            "", "?endpoint=x", "?endpoint=256&message=0x0", "?endpoint=0&message=0xg", "?endpoint=0&message=%zz"
        }) {
            RawHttp answer = RawHttp.get(served.port(), "/api/decode" + query, "Host: localhost");
            assertEquals(400, answer.status(), query);
        }
    }

    private static void requireThatItStillExplains() throws IOException {
        assertEquals(200, explain("/api/explain", Panics.named("worker")).status());
    }

    private static String get(String path) throws IOException {
        RawHttp answer = RawHttp.get(served.port(), path, "Host: localhost");
        assertEquals(200, answer.status(), answer.text());
        return answer.body();
    }

    private static RawHttp explain(String path, byte[] report) throws IOException {
        return RawHttp.post(
                served.port(), path, report, "Host: 127.0.0.1:" + served.port(), "Origin: " + served.origin());
    }

    private static RawHttp send(String lengthHeader, RawHttp.Body body) throws IOException {
        return RawHttp.send(
                served.port(),
                "POST",
                "/api/explain",
                body,
                "Host: 127.0.0.1:" + served.port(),
                "Origin: " + served.origin(),
                lengthHeader);
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
