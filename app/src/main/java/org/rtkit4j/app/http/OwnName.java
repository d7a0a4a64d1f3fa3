package org.rtkit4j.app.http;

import java.util.Locale;
import java.util.regex.Pattern;

/// The names by which a server may be asked: `localhost`, an IP address, or the one that it was told to listen on.
///
/// Any other may be one that its owner lets point here, to read with his page what ours serves (DNS rebinding).
///
/// @param name under which the server listens, as it was given
public record OwnName(String name) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern HOST = Pattern.compile("([^:,\\s]+|\\[[^\\]]*])(:\\d{1,5})?");

    public OwnName {
        name = name.toLowerCase(Locale.ROOT);
    }

    /// Returns the name and port by which a request asks.
    ///
    /// @throws Refusal if it is none of these names
    public String require(Request request) throws Refusal {
        String host = request.header("Host");
        if (host == null) {
            throw new Refusal(Refusal.FORBIDDEN, "a header is missing: Host");
        }
        if (!isOurs(host.toLowerCase(Locale.ROOT))) {
            throw new Refusal(Refusal.FORBIDDEN, "this server is not known by that name: Host=" + host);
        }
        return host;
    }

    // One name, with a port or without.
    private boolean isOurs(String host) {
        var matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String asked = matcher.group(1);
        return asked.equals("localhost")
                || asked.equals(name)
                || IPV4.matcher(asked).matches()
                || IPV6.matcher(asked).matches();
    }
}
