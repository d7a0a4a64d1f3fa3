package org.rtkit4j.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static final String CHUNKS = "5\r\nhello\r\n0a;x=y\r\n, chunks! \r\n1 \r\n.\r\n0\r\nX: y\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void chunksAreJoinedHoweverTheyCome(int bytesOfOneRead) throws Exception {
        var peer = new SlowPeer((CHUNKS + "next").getBytes(StandardCharsets.ISO_8859_1), bytesOfOneRead, 1);
        var body = RequestBody.of(chunked(), peer.paced);
        assertFalse(body.isEnded());
        assertEquals("hello, chunks! .", new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
        assertTrue(body.isEnded());
        assertFalse(peer.peerWait.isUnderWay());
        assertEquals(-1, body.read());
        assertEquals("next", new String(peer.paced.readNBytes(4), StandardCharsets.ISO_8859_1));
    }

    @Test
    void noChunksAreNoBody() throws Exception {
        var peer = new SlowPeer("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), 1, 1);
        var body = RequestBody.of(chunked(), peer.paced);
        assertEquals(-1, body.read());
        assertTrue(body.isEnded());
        assertFalse(peer.peerWait.isUnderWay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                "-1\r\nhello",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "123456789\r\n",
                "5\nhello",
                "5\r\nhello!\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                ";5\r\nhello\r\n0\r\n\r\n",
            })
    void aChunkThatIsNoneIsRefused(String sent) {
        assertThrows(RequestBody.MalformedBodyException.class, () -> read(chunked(), sent));
    }

    @Test
    void trailersHaveTheirLimits() {
        String trailers = "X: y\r\n".repeat(100) + "\r\n";
        assertThrows(RequestBody.MalformedBodyException.class, () -> read(chunked(), "0\r\n" + trailers));
        assertThrows(RequestBody.MalformedBodyException.class, () -> read(chunked(), "0".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "0\r\n", "0\r\nX: y\r\n"})
    void oneThatEndsEarlyIsNoBody(String sent) {
        assertThrows(EOFException.class, () -> read(chunked(), sent));
        assertThrows(EOFException.class, () -> read(sized(20), sent));
    }

    @Test
    void oneWhoseSizeIsKnownEndsThere() throws Exception {
        var peer = new SlowPeer("hello, next".getBytes(StandardCharsets.ISO_8859_1), 100, 1);
        var body = RequestBody.of(sized(5), peer.paced);
        assertEquals("hello", new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
        assertTrue(body.isEnded());
        assertFalse(peer.peerWait.isUnderWay());
        assertTrue(RequestBody.of(sized(0), peer.paced).isEnded());
    }

    private static byte[] read(RequestHead head, String sent) throws IOException {
        var peer = new SlowPeer(sent.getBytes(StandardCharsets.ISO_8859_1), 100, 1);
        return RequestBody.of(head, peer.paced).readAllBytes();
    }

    private static RequestHead chunked() {
        return head(Map.of("transfer-encoding", "chunked"));
    }

    private static RequestHead sized(int bytes) {
        return head(Map.of("content-length", Integer.toString(bytes)));
    }

    private static RequestHead head(Map<String, String> headers) {
        return new RequestHead("POST", URI.create("http://localhost/"), true, headers);
    }
}
