package org.rtkit4j.app.serve.explain;

import java.io.IOException;
import org.rtkit4j.app.http.Response;

/// An answer that is ready to be sent.
///
/// @param type as `Content-Type` has it
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Answer(String type, byte[] body) {
    /// Returns one that the browser keeps as a file.
    static Answer file(byte[] body) {
        return new Answer("application/octet-stream", body);
    }

    /// Sends it.
    public void give(Response response) throws IOException {
        response.answer(200, type, body);
    }
}
