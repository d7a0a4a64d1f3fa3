package org.rtkit4j.app.emulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.hardware.bridge.BridgeServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;

/// A Mac for each kernel that comes to a Unix socket.
final class BridgeService implements MacService {
    private static final String UNIX = "unix:";

    private final List<Profile> profiles;
    private final Path path;
    private Consumer<List<Coprocessor>> onLife = _ -> {};
    private Consumer<TargetFaultException> onFault = _ -> {};

    private BridgeService(List<Profile> profiles, Path path) {
        this.profiles = profiles;
        this.path = path;
    }

    /// @param where the value of `--bridge`
    /// @throws BadInputException if it is no place
    /// @throws IllegalArgumentException if two co-processors lie at one address
    static BridgeService at(String where, List<Profile> profiles) throws BadInputException {
        if (!where.startsWith(UNIX) || where.length() == UNIX.length()) {
            throw new BadInputException("--bridge %s: not unix:PATH".formatted(where));
        }
        BridgedMac.requireRoom(profiles);
        try {
            return new BridgeService(profiles, Path.of(where.substring(UNIX.length())));
        } catch (InvalidPathException e) {
            throw new BadInputException("--bridge %s: %s".formatted(where, e.getMessage()));
        }
    }

    @Override
    public void onLife(Consumer<List<Coprocessor>> listener) {
        onLife = listener;
    }

    @Override
    public void onFault(Consumer<TargetFaultException> listener) {
        onFault = listener;
    }

    private BridgedMac on(MemorySegment memory) throws IOException {
        try {
            var mac = new BridgedMac(profiles, memory, onFault);
            onLife.accept(mac.coprocessors());
            return mac;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (ProfileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Listening listen(ServerListener listener) throws IOException {
        return new Open(BridgeServer.listen(this::on, path, listener));
    }

    private record Open(BridgeServer server) implements Listening {
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
    public void close() {}
}
