package org.rtkit4j.app.http;

import java.io.IOException;

/// Answers requests. Called on a virtual thread, one request of a connection after the other.
@FunctionalInterface
public interface Handler {
    /// Answers a request.
    ///
    /// @throws Refusal if it cannot be answered; the asker is told why
    /// @throws IOException if the asker has gone, or was sent away
    void handle(Request request, Response response) throws IOException, Refusal;
}
