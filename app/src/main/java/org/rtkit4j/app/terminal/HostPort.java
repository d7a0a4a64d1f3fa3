package org.rtkit4j.app.terminal;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Network addresses as options have them: `HOST:PORT`, with brackets round a host that has colons of its own.
public final class HostPort {
    private static final int LARGEST_PORT = 65535;

    private HostPort() {}

    /// Returns where to connect to.
    ///
    /// @param option what has the text, as messages name it: `--via m1n1:tcp:HOST:PORT` for example
    /// @throws BadInputException if the text is none, or nobody knows the host
    public static InetSocketAddress toConnect(String option, String text) throws BadInputException {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new BadInputException("%s: not of the form HOST:PORT: %s".formatted(option, text));
        }
        return resolved(option, host(option, text, colon), port(option, text.substring(colon + 1), 1));
    }

    /// Returns where to listen: a `PORT` alone is one of the loopback interface, and port 0 any that is free.
    ///
    /// @param option what has the text, as messages name it
    /// @throws BadInputException if the text is none, or nobody knows the host
    public static InetSocketAddress toListen(String option, String text) throws BadInputException {
        int colon = text.lastIndexOf(':');
        int port = port(option, text.substring(colon + 1), 0);
        return colon < 0
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : resolved(option, host(option, text, colon), port);
    }

    private static String host(String option, String text, int colon) throws BadInputException {
        String host = text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty() || (!isBracketed && bare.indexOf(':') >= 0)) {
            throw new BadInputException("%s: not of the form HOST:PORT, or [HOST]:PORT: %s".formatted(option, text));
        }
        return bare;
    }

    private static int port(String option, String text, int least) throws BadInputException {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= least && port <= LARGEST_PORT) {
                return port;
            }
        }
        throw new BadInputException(
                "%s: no port, which is a number from %d to %d: %s".formatted(option, least, LARGEST_PORT, text));
    }

    private static InetSocketAddress resolved(String option, String host, int port) throws BadInputException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new BadInputException("%s: no such host: %s".formatted(option, host));
        }
        return address;
    }
}
