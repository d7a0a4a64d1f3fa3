package org.rtkit4j.app.emulate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;

/// A Mac behind m1n1's proxy protocol, on a TCP port or a pseudo-terminal.
final class ProxyService implements MacService {
    private static final String TCP = "tcp:";
    private static final String PTY = "pty:";

    private final EmulatedMac mac;
    private final @Nullable InetSocketAddress address;
    private final Path terminal;

    private ProxyService(EmulatedMac mac, @Nullable InetSocketAddress address, Path terminal) {
        this.mac = mac;
        this.address = address;
        this.terminal = terminal;
    }

    /// @param where the value of `--proxy`
    /// @throws BadInputException if it is no place
    /// @throws IllegalArgumentException if two co-processors lie at one address
    static ProxyService at(String where, List<Profile> profiles) throws BadInputException {
        if (where.startsWith(PTY) && where.length() > PTY.length()) {
            return new ProxyService(new EmulatedMac(profiles), null, Path.of(where.substring(PTY.length())));
        }
        if (where.startsWith(TCP)) {
            InetSocketAddress address = HostPort.toListen("--proxy " + where, where.substring(TCP.length()));
            return new ProxyService(new EmulatedMac(profiles), address, Path.of(""));
        }
        throw new BadInputException("--proxy %s: not tcp:PORT, tcp:HOST:PORT or pty:PATH".formatted(where));
    }

    @Override
    public void onLife(Consumer<List<Coprocessor>> listener) {
        mac.onLife(listener);
    }

    @Override
    public void onFault(Consumer<TargetFaultException> listener) {
        mac.onFault(listener);
    }

    @Override
    public Listening listen(ServerListener listener) throws IOException {
        return new Open(
                address == null ? ProxyServer.pty(mac, terminal, listener) : ProxyServer.tcp(mac, address, listener));
    }

    private record Open(ProxyServer server) implements Listening {
        @Override
        public String address() {
            return server.address();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public void close() {
        mac.close();
    }
}
