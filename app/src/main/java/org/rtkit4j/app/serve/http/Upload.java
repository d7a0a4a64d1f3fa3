package org.rtkit4j.app.serve.http;

import java.io.IOException;
import java.io.InputStream;

/// What somebody sends, up to a limit.
public final class Upload {
    private Upload() {}

    /// Reads the body of a request, and no more of it than `limitBytes`.
    ///
    /// @throws Refusal if it is longer; of one that says so beforehand nothing is read
    public static byte[] read(Call call, int limitBytes) throws IOException, Refusal {
        String length = call.header("Content-Length");
        if (length != null && isLonger(length, limitBytes)) {
            throw tooLarge(length, limitBytes);
        }
        InputStream body = call.exchange().getRequestBody();
        byte[] read = body.readNBytes(limitBytes);
        if (read.length == limitBytes && body.read() >= 0) {
            throw tooLarge("more", limitBytes);
        }
        return read;
    }

    private static boolean isLonger(String length, int limitBytes) throws Refusal {
        try {
            return Long.parseLong(length) > limitBytes;
        } catch (NumberFormatException _) {
            throw new Refusal(Refusal.BAD_REQUEST, "not a number: Content-Length");
        }
    }

    private static Refusal tooLarge(String size, int limitBytes) {
        return new Refusal(
                Refusal.TOO_LARGE, "the file is too large for the page: size=" + size + ", limit=" + limitBytes);
    }
}
