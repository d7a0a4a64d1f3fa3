package org.rtkit4j.app;

import java.io.IOException;
import java.util.List;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// An emulated Mac with a few co-processors, reached over m1n1's protocol; it outlives its hosts.
public record MacOverWire(EmulatedMac mac, ProxyServer server) implements AutoCloseable {
    public static MacOverWire with(Profile... profiles) throws IOException {
        var mac = new EmulatedMac(List.of(profiles));
        return new MacOverWire(mac, ProxyServer.tcp(mac, 0, new ServerListener() {}));
    }

    /// Returns what `--via` takes.
    public String via() {
        return "m1n1:" + server.address();
    }

    /// Returns the first of them.
    public Coprocessor coprocessor() {
        return mac.coprocessors().getFirst();
    }

    @Override
    public void close() {
        server.close();
        mac.close();
    }
}
