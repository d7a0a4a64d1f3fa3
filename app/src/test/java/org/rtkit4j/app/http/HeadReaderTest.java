package org.rtkit4j.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
    private static final String HOST = "Host: localhost\r\n";

    @Test
    void aHeadIsReadUpToItsEmptyLine() throws Exception {
        var in = bytes("POST /a%20b/c?x=1 HTTP/1.1\r\nHost:localhost:80\r\nX-Some: a\r\nx-some:\tb \r\n"
                + "Content-Length: 3\r\n\r\nabc");
        RequestHead head = Objects.requireNonNull(new HeadReader(in).read());
        assertEquals("POST", head.method());
        assertEquals("/a b/c", head.target().getPath());
        assertEquals("x=1", head.target().getRawQuery());
        assertEquals("localhost:80", head.header("HOST"));
        assertEquals("a, b", head.header("X-Some"));
        assertEquals(3, head.bodyBytes());
        assertTrue(head.isPersistent());
        assertEquals("abc", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void aClientOfTheOldVersionGetsOneAnswer() throws Exception {
        assertFalse(read("GET / HTTP/1.0\r\n\r\n").isPersistent());
        assertFalse(
                read("GET / HTTP/1.1\r\n" + HOST + "Connection: Close\r\n\r\n").isPersistent());
    }

    @Test
    void aPathWithTwoSlashesIsNoOtherHost() throws Exception {
        assertEquals(
                "//evil.example/x",
                read("GET //evil.example/x HTTP/1.1\r\n" + HOST + "\r\n")
                        .target()
                        .getPath());
    }

    @Test
    void nothingAtAllIsNoRequest() throws Exception {
        assertNull(new HeadReader(bytes("")).read());
        assertNull(new HeadReader(bytes("GET / HT")).read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "GET\r\n",
                "GET /\r\n",
                "GET  / HTTP/1.1\r\n",
                "GET / HTTP/1.1 \r\n",
                " GET / HTTP/1.1\r\n",
                "G\u0000T / HTTP/1.1\r\n",
                "GET / HTTP/1.1\n" + HOST + "\n",
                "GET / HTTP/1.1\rHost: localhost\r\r",
                "GET x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://localhost/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET * HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /#a HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /a\u0000b HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X : y\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + " folded\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + ": y\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "nothing\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X: a\u001b[2Jb\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: +1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0x1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: \r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 9999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void whatTwoServersMightReadInTwoWaysIsRefused(String head) {
        assertEquals(400, refused(head));
    }

    @Test
    void otherVersionsAndEncodingsAreNamed() {
        assertEquals(505, refused("GET / HTTP/2.0\r\n" + HOST + "\r\n"));
        assertEquals(505, refused("GET / HTTP/1.10\r\n" + HOST + "\r\n"));
        assertEquals(501, refused("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n"));
        assertEquals(501, refused("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    @Test
    void aHeadHasItsLimits() throws Exception {
        assertEquals(431, refused("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n"));
        assertEquals(431, refused("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(20_000)));
        assertEquals(431, refused("GET / HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(64) + "\r\n"));
        assertEquals(431, refused("GET / HTTP/1.1\r\n" + ("X: " + "y".repeat(300) + "\r\n").repeat(60) + "\r\n"));
        assertEquals(
                64,
                read("GET / HTTP/1.1\r\n" + HOST + unlike(63) + "\r\n")
                        .headers()
                        .size());
    }

    private static String unlike(int count) {
        var headers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            headers.append("X").append(i).append(": y\r\n");
        }
        return headers.toString();
    }

    @Test
    void survivesAnyBytes() throws IOException {
        var random = new SplittableRandom(23);
        byte[] good = ("POST /api/explain?x=%20 HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nX: y\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            byte[] mutated = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                RequestHead head = new HeadReader(new ByteArrayInputStream(mutated)).read();
                assertTrue(head == null || head.bodyBytes() >= 0);
            } catch (Refusal e) {
                assertTrue(e.status() >= 400, e.line());
            }
        }
    }

    private static RequestHead read(String head) throws Exception {
        return Objects.requireNonNull(new HeadReader(bytes(head)).read());
    }

    private static int refused(String head) {
        return assertThrows(Refusal.class, () -> new HeadReader(bytes(head)).read(), head)
                .status();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
