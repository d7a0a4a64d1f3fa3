package org.rtkit4j.app.matrix;

import java.io.IOException;
import java.util.List;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.EmulatorConnection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.port.Releases;

/// A way for our own host to an emulated co-processor: both ends, until it is closed.
///
/// @param connection the host's end
/// @param coprocessor the firmware's end, where crashes are provoked
/// @param onClose gives back what is behind the connection
record Way(Connection connection, Coprocessor coprocessor, Runnable onClose) implements AutoCloseable {
    /// In this process.
    static Way direct(Profile profile) {
        var connection = new EmulatorConnection(profile);
        return new Way(connection, connection.coprocessor(), () -> {});
    }

    /// Over m1n1's proxy protocol, as to a Mac at the end of a cable.
    static Way m1n1(Profile profile) throws BadInputException, IOException {
        var mac = new EmulatedMac(List.of(profile));
        ProxyServer server = ProxyServer.tcp(mac, 0, new ServerListener() {});
        try {
            Connection connection =
                    ViaOption.of("m1n1:" + server.address()).open(profile.kind().nodeName());
            return new Way(connection, mac.coprocessors().getFirst(), () -> Releases.all(server::close, mac::close));
        } catch (BadInputException | IOException | RuntimeException e) {
            Releases.after(e, server::close, mac::close);
            throw e;
        }
    }

    @Override
    public void close() {
        Releases.all(connection::close, onClose::run);
    }
}
