package org.rtkit4j.app.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What comes before a request's body, checked.
///
/// @param method as it was sent
/// @param target path and query
/// @param isVersion11 whether the client speaks HTTP/1.1, not 1.0
/// @param headers by name in small letters; of a name that came several times, all, with commas between
record RequestHead(String method, URI target, boolean isVersion11, Map<String, String> headers) {
    /// Returns whether only the answer's head is wanted.
    boolean isHead() {
        return method.equals("HEAD");
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    boolean isChunked() {
        return headers.containsKey("transfer-encoding");
    }

    /// Returns how long the body is; 0 for one that comes in chunks.
    long bodyBytes() {
        return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }

    /// Returns whether the client waits for a word before it sends the body.
    boolean isContinueExpected() {
        return isVersion11 && "100-continue".equalsIgnoreCase(header("Expect"));
    }

    /// Returns whether another request may follow on this connection.
    boolean isPersistent() {
        String connection = header("Connection");
        return isVersion11
                && (connection == null || !connection.toLowerCase(Locale.ROOT).contains("close"));
    }
}
