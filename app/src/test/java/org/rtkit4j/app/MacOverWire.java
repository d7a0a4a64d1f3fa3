package org.rtkit4j.app;

import java.io.IOException;
import java.util.List;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// An emulated Mac with one co-processor, reached over m1n1's protocol; it outlives its hosts.
public record MacOverWire(EmulatedMac mac, ProxyServer server) implements AutoCloseable {
    public static MacOverWire with(Profile profile) throws IOException {
        var mac = new EmulatedMac(List.of(profile));
        return new MacOverWire(mac, ProxyServer.tcp(mac, 0, new ServerListener() {}));
    }

    /// Returns what `--via` takes.
    public String via() {
        return "m1n1:" + server.address();
    }

    public Coprocessor coprocessor() {
        return mac.coprocessors().getFirst();
    }

    @Override
    public void close() {
        server.close();
        mac.close();
    }
}
