package org.rtkit4j.app.serve.explain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;

/// The body of a request, in memory as far as it has come.
final class Upload implements AutoCloseable {
    private static final int STEP_BYTES = 1 << 16;

    private final Request request;
    private final ReportRoom room;
    private final int limitBytes;

    Upload(Request request, ReportRoom room, int limitBytes) {
        this.request = request;
        this.room = room;
        this.limitBytes = limitBytes;
    }

    /// Reads the body, and no more of it than the limit.
    ///
    /// @throws Refusal if it is longer; of one that says so beforehand nothing is read
    byte[] read() throws IOException, Refusal {
        require(request.bodyBytes());
        InputStream body = request.body();
        var come = new ByteArrayOutputStream();
        var step = new byte[STEP_BYTES];
        for (int count = 0; count >= 0; count = body.read(step)) {
            come.write(step, 0, count);
            require(come.size());
            room.hold(request, come.size());
        }
        return come.toByteArray();
    }

    /// Holds so much instead, for the answer.
    void become(byte[] answer) throws Refusal {
        room.hold(request, answer.length);
    }

    private void require(long bytes) throws Refusal {
        if (bytes > limitBytes) {
            throw new Refusal(
                    Refusal.TOO_LARGE, "the file is too large for the page: size=" + bytes + ", limit=" + limitBytes);
        }
    }

    @Override
    public void close() {
        room.release(request);
    }
}
