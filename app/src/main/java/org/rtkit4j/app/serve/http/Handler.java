package org.rtkit4j.app.serve.http;

import java.io.IOException;

/// Answers requests of one kind. Called on a virtual thread of its own for each.
@FunctionalInterface
public interface Handler {
    /// Answers a request.
    ///
    /// @throws Refusal if it cannot be answered; the asker is told why
    void handle(Call call) throws IOException, Refusal;
}
