package org.rtkit4j.app.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One request byte by byte, since a polite client sends no wrong `Host`; and the whole answer.
///
/// @param status of the answer
/// @param latin1 head and body of the answer, a character for each byte
record RawHttp(int status, String latin1) {
    private static final int TIMEOUT_MILLIS = 60_000;

    /// Writes a request's body.
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    static RawHttp get(int port, String path, String... headers) throws IOException {
        return send(port, "GET", path, _ -> {}, headers);
    }

    static RawHttp post(int port, String path, byte[] body, String... headers) throws IOException {
        String[] more = new String[headers.length + 1];
        System.arraycopy(headers, 0, more, 0, headers.length);
        more[headers.length] = "Content-Length: " + body.length;
        return send(port, "POST", path, out -> out.write(body), more);
    }

    /// Sends a request with no other headers than these.
    static RawHttp send(int port, String method, String path, Body body, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            String head = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            try {
                body.write(out);
                out.flush();
            } catch (IOException _) {
                // The server takes no more; what it has answered stands all the same.
            }
            return read(socket);
        }
    }

    private static RawHttp read(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (IOException e) {
            if (bytes.size() == 0) {
                throw e;
            }
        }
        String latin1 = bytes.toString(StandardCharsets.ISO_8859_1);
        return new RawHttp(Integer.parseInt(latin1.split(" ", 3)[1]), latin1);
    }

    /// Returns head and body.
    String text() {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    String body() {
        return new String(bodyBytes(), StandardCharsets.UTF_8);
    }

    byte[] bodyBytes() {
        return latin1.substring(latin1.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
}
