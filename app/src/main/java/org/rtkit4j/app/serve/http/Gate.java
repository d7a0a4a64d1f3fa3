package org.rtkit4j.app.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;

/// Decides who may ask at all.
///
/// - **Host** is `localhost`, an IP address, or the name that the server was told to listen on. Any other name may be
///   one that its owner lets point here, to read with his page what ours serves (DNS rebinding).
/// - **Origin**, where there is one, is this server's own; what changes something must have one. The browser's
///   `Sec-Fetch-Site`, where there is one, must not say that another site asks. So no other page can use a
///   visitor's browser against us (CSRF).
/// - **Token**: where the server listens beyond loopback, a client shows the token that the command has printed, as
///   a cookie or as `Authorization: Bearer`.
public final class Gate {
    /// The cookie's name; with the port behind it, since cookies know no ports.
    private static final String COOKIE = "rtkit-";

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final String name;
    private final @Nullable String token;
    private final String cookie;

    /// @param name under which the server listens, as it was given
    /// @param port where it listens
    /// @param token that is to be shown, or null: none
    public Gate(String name, int port, @Nullable String token) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.token = token;
        this.cookie = COOKIE + port;
    }

    /// Lets a request pass, or refuses it.
    public void check(Request request) throws Refusal {
        String host = request.header("Host");
        if (host == null || !isOurs(nameOf(host))) {
            throw new Refusal(Refusal.FORBIDDEN, "this server is not known by that name: Host=" + host);
        }
        checkOrigin(request, host);
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
            throw new Refusal(Refusal.FORBIDDEN, "only this server's own page may ask: Origin=" + origin);
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

    private boolean isOurs(String host) {
        return host.equals("localhost")
                || host.equals(name)
                || IPV4.matcher(host).matches()
                || IPV6.matcher(host).matches();
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
