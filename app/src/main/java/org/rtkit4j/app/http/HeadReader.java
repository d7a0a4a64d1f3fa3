package org.rtkit4j.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a request's head, strictly: what two servers might read in two ways is refused.
///
/// Source: RFC 9112, 2 to 6; RFC 9110, 5.
final class HeadReader {
    static final int MOST_LINE_BYTES = 8192;
    private static final int MOST_BYTES = 16384;
    private static final int MOST_HEADERS = 64;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    // No control characters but the tabulator; bytes beyond ASCII are somebody's text.
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final InputStream in;
    private int leftBytes = MOST_BYTES;

    HeadReader(InputStream in) {
        this.in = in;
    }

    /// Reads a head up to the empty line.
    ///
    /// @return null where the peer closes instead of sending one
    /// @throws Refusal if it is none, or too long
    @Nullable
    RequestHead read() throws IOException, Refusal {
        String first = next();
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !TOKEN.matcher(words[0]).matches()) {
            throw new Refusal(Refusal.BAD_REQUEST, "not a request");
        }
        boolean isVersion11 = isVersion11(words[2]);
        URI target = target(words[1]);
        Map<String, String> headers = headers();
        checkFraming(headers, isVersion11);
        return new RequestHead(words[0], target, isVersion11, headers);
    }

    private static boolean isVersion11(String version) throws Refusal {
        return switch (version) {
            case "HTTP/1.1" -> true;
            case "HTTP/1.0" -> false;
            default -> throw new Refusal(Refusal.OTHER_VERSION, "HTTP/1.1 is spoken here, and 1.0");
        };
    }

    // With somebody's name before it: what begins with two slashes is a path all the same.
    private static URI target(String text) throws Refusal {
        try {
            var target = new URI("http://localhost" + text);
            if (text.startsWith("/") && target.getRawFragment() == null) {
                return target;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new Refusal(Refusal.BAD_REQUEST, "not an address");
    }

    private Map<String, String> headers() throws IOException, Refusal {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; ; count++) {
            String line = next();
            if (line == null || line.isEmpty()) {
                return headers;
            }
            if (count == MOST_HEADERS) {
                throw new Refusal(Refusal.HEAD_TOO_LARGE, "too many headers: limit=" + MOST_HEADERS);
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new Refusal(Refusal.BAD_REQUEST, "not a header");
            }
            headers.merge(name.toLowerCase(Locale.ROOT), value, (before, more) -> before + ", " + more);
        }
    }

    private static void checkFraming(Map<String, String> headers, boolean isVersion11) throws Refusal {
        String length = headers.get("content-length");
        String encoding = headers.get("transfer-encoding");
        if (isVersion11 && !headers.containsKey("host")) {
            throw new Refusal(Refusal.BAD_REQUEST, "a header is missing: Host");
        }
        if (length != null && (encoding != null || !LENGTH.matcher(length).matches())) {
            throw new Refusal(Refusal.BAD_REQUEST, "not the length of a body: Content-Length");
        }
        if (encoding != null && !(isVersion11 && encoding.equalsIgnoreCase("chunked"))) {
            throw new Refusal(Refusal.NOT_IMPLEMENTED, "only chunked is understood: Transfer-Encoding");
        }
    }

    private @Nullable String next() throws IOException, Refusal {
        String line = line(in, leftBytes);
        leftBytes -= line == null ? 0 : line.length() + 2;
        return line;
    }

    /// Reads a line that ends in CR and LF, and returns it without them, a character for each byte.
    ///
    /// @return null where the peer has closed
    /// @throws Refusal if it is longer than `mostBytes`, or ends in one of the two
    static @Nullable String line(InputStream in, int mostBytes) throws IOException, Refusal {
        var bytes = new ByteArrayOutputStream();
        int one = in.read();
        while (one >= 0 && one != '\r' && one != '\n') {
            if (bytes.size() >= mostBytes) {
                throw new Refusal(Refusal.HEAD_TOO_LARGE, "a line or a head is too long: limit=" + MOST_BYTES);
            }
            bytes.write(one);
            one = in.read();
        }
        if (one < 0) {
            return null;
        }
        if (one == '\n' || in.read() != '\n') {
            throw new Refusal(Refusal.BAD_REQUEST, "a line does not end in CR and LF");
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
