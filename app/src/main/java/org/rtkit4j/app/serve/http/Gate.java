package org.rtkit4j.app.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.OwnName;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;

/// Decides who may ask at all.
///
/// - **Host** is an [OwnName].
/// - **Origin**, where there is one, is this server's own; what changes something must have one. The browser's
///   `Sec-Fetch-Site`, where there is one, must not say that another site asks. So no other page can use a
///   visitor's browser against us (CSRF).
/// - **Token**: where the server listens beyond loopback, a client shows the token that the command has printed, as
///   a cookie or as `Authorization: Bearer`.
public final class Gate {
    /// The cookie's name; with the port behind it, since cookies know no ports.
    private static final String COOKIE = "rtkit-";

    private final OwnName name;
    private final @Nullable String token;
    private final String cookie;

    /// @param name under which the server listens, as it was given
    /// @param port where it listens
    /// @param token that is to be shown, or null: none
    public Gate(String name, int port, @Nullable String token) {
        this.name = new OwnName(name);
        this.token = token;
        this.cookie = COOKIE + port;
    }

    /// Lets a request pass, or refuses it.
    public void check(Request request) throws Refusal {
        checkOrigin(request, name.require(request));
        if (token != null && !isShown(request, token)) {
            throw new Refusal(
                    Refusal.UNAUTHORIZED, "a token is needed here: open the address that `rtkit serve` has printed");
        }
    }

    private static void checkOrigin(Request request, String host) throws Refusal {
        String origin = request.header("Origin");
        String site = request.header("Sec-Fetch-Site");
        boolean isForeign = origin == null ? request.isPost() : !origin.equalsIgnoreCase("http://" + host);
        if (isForeign) {
            throw new Refusal(
                    Refusal.FORBIDDEN,
                    "only this server's own page may ask: " + (origin == null ? "no Origin" : "Origin=" + origin));
        }
        // "none": somebody has typed the address. A link on another page may lead to the page itself, and no further.
        boolean isOwn = site == null || site.equals("same-origin") || site.equals("none");
        boolean isVisit = "navigate".equals(request.header("Sec-Fetch-Mode"))
                && !request.isPost()
                && request.path().equals("/");
        if (!isOwn && !isVisit) {
            throw new Refusal(Refusal.FORBIDDEN, "only this server's own page may ask: Sec-Fetch-Site=" + site);
        }
    }

    /// Returns the header that makes a browser show the token from now on, or null where this one is not ours.
    @Nullable
    String cookieFor(String shown) {
        return token != null && isSame(shown, token)
                ? cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict"
                : null;
    }

    private boolean isShown(Request request, String wanted) {
        String authorization = request.header("Authorization");
        if (authorization != null && authorization.startsWith("Bearer ")) {
            return isSame(authorization.substring("Bearer ".length()), wanted);
        }
        String cookies = request.header("Cookie");
        for (String one : cookies == null ? new String[0] : cookies.split(";", -1)) {
            String stripped = one.strip();
            if (stripped.startsWith(cookie + "=") && isSame(stripped.substring(cookie.length() + 1), wanted)) {
                return true;
            }
        }
        return false;
    }

    // Takes the same time wherever they differ.
    private static boolean isSame(String shown, String wanted) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
