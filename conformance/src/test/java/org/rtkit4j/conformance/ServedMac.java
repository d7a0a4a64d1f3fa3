package org.rtkit4j.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// An emulated Mac that a foreign host reaches over the proxy protocol.
record ServedMac(EmulatedMac mac, ProxyServer server) implements AutoCloseable {
    static ServedMac overTcp(Profile... profiles) throws IOException {
        var mac = new EmulatedMac(List.of(profiles));
        return new ServedMac(mac, ProxyServer.tcp(mac, 0, new ServerListener() {}));
    }

    static ServedMac overPty(Path path, Profile... profiles) throws IOException {
        var mac = new EmulatedMac(List.of(profiles));
        return new ServedMac(mac, ProxyServer.pty(mac, path, new ServerListener() {}));
    }

    String port() {
        String address = server.address();
        return address.substring(address.lastIndexOf(':') + 1);
    }

    Coprocessor coprocessor() {
        return mac.coprocessors().getFirst();
    }

    @Override
    public void close() {
        server.close();
        mac.close();
    }
}
