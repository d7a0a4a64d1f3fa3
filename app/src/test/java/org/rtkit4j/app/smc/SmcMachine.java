package org.rtkit4j.app.smc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// A controller that stands still, behind one of the ways in: in the command's own process, or in an emulated Mac at
/// the other end of a connection. Through both, not a letter of any output may differ but the name of the way.
final class SmcMachine implements AutoCloseable {
    private static final Pattern REMOTE = Pattern.compile("m1n1:tcp:[^ \n]*");

    private final String set;
    private final String via;
    private final Closeable server;

    private SmcMachine(String set, String via, Closeable server) {
        this.set = set;
        this.via = via;
        this.server = server;
    }

    enum Way {
        EMULATOR,
        PROXY
    }

    /// Every key set behind every way, for `@MethodSource`.
    static Stream<Arguments> everySetEveryWay() {
        return Stream.of("notebook", "desktop", "awkward")
                .flatMap(set -> Stream.of(Way.values()).map(way -> Arguments.of(set, way)));
    }

    /// Starts one, with events in place of those that its profile has.
    static SmcMachine start(Way way, Path folder, String set, String events) throws Exception {
        String emulator = SmcProfiles.still(folder, set, events);
        if (way == Way.EMULATOR) {
            return new SmcMachine(set, emulator, () -> {});
        }
        EmulatedMac mac = mac(folder, emulator);
        var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
        return new SmcMachine(set, "m1n1:" + server.address(), () -> {
            server.close();
            mac.close();
        });
    }

    static SmcMachine start(Way way, Path folder, String set) throws Exception {
        return start(way, folder, set, "");
    }

    // A machine's tree calls its co-processors by the names of their profiles.
    private static EmulatedMac mac(Path folder, String emulator) throws Exception {
        Path file = Files.createTempDirectory(folder, "mac").resolve("smc.properties");
        Files.copy(Path.of(emulator.substring("emulator:".length())), file);
        return new EmulatedMac(List.of(Profile.load(file)));
    }

    /// Returns what `--via` takes.
    String via() {
        return via;
    }

    /// Returns an output with the emulator's name in place of the connection's.
    String named(String output) {
        return REMOTE.matcher(output).replaceAll("emulator:" + set);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
