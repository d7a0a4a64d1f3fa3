package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// `rtkit emulate`, and our own host against it: over TCP and a pseudo-terminal.
class EmulateCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ans, 0x20  nvme", "smc, 0x20  smc", "dcp, 0x37  iomfb", "generic, 0x20  user01"})
    void ourHostBootsEveryCoprocessorOverTcp(String profile, String endpoint) throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named(profile)));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String name = profile.equals("generic") ? "iop" : profile;
            var boot = Cli.run("boot", name, "--via", "m1n1:" + server.address());
            assertEquals(0, boot.status(), boot::toString);
            assertTrue(boot.out().contains(endpoint), boot::toString);
            assertTrue(boot.out().contains("AP ON, co-processor ON"), boot::toString);
            assertEquals(0, mac.coprocessors().getFirst().droppedMessages());
        }
    }

    @Test
    void ourHostReadsACrashOverAPseudoTerminal() throws Exception {
        Path pty = folder.resolve("mac");
        try (var mac = new EmulatedMac(List.of(Profile.named("ans")));
                var _ = ProxyServer.pty(mac, pty, new ServerListener() {})) {
            var boot = Cli.run("boot", "ans", "--crash", "--via", "m1n1:pty:" + pty);
            assertEquals(0, boot.status(), boot::toString);
            assertTrue(boot.out().contains("The storage controller (ANS) crashed"), boot::toString);
            assertTrue(boot.out().contains("DATA ABORT"), boot::toString);
            assertEquals(FirmwareState.CRASHED, mac.coprocessors().getFirst().state());
        }
    }

    @Test
    void aRebootMakesANewMachine() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("generic")))) {
            Coprocessor before = mac.coprocessors().getFirst();
            mac.store(0x8_2000_0000L, 4, 0x1234);
            assertEquals(0x1234, mac.load(0x8_2000_0000L, 2));
            mac.reboot();
            assertEquals(0, mac.load(0x8_2000_0000L, 4));
            assertTrue(before != mac.coprocessors().getFirst());
        }
    }

    @Test
    void saysWhatItEmulatesAndWhere() {
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--profile", "smc,generic", "--for", "1");
        assertEquals(0, emulate.status(), emulate::toString);
        List<String> lines = new ArrayList<>(emulate.out().lines().toList());
        assertEquals("/arm-io/smc   0x23e400000  system management controller (SMC), as on M1", lines.getFirst());
        assertTrue(lines.getLast().startsWith("listening: tcp:127.0.0.1:"), lines::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:x", "tcp:70000", "udp:1", "pty:", "tcp:", "serial"})
    void refusesAPlaceThatIsNone(String proxy) {
        var emulate = Cli.run("emulate", "--proxy", proxy, "--for", "1");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().contains("--proxy " + proxy), emulate::toString);
    }

    @Test
    void refusesTwoCoprocessorsInOnePlace() {
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--profile", "smc,smc", "--for", "1");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().contains("address is taken"), emulate::toString);
    }

    @Test
    void refusesWhatIsNoDeviceTree() throws Exception {
        Path file = Files.writeString(folder.resolve("no.dtb"), "not a tree");
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--dtb", file.toString(), "--for", "1");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().startsWith("rtkit: " + file + ": "), emulate::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "m1n1:tcp:127.0.0.1:1, 1, cannot connect",
        "m1n1:tcp:x, 2, '--via m1n1:tcp:HOST:PORT: not of the form HOST:PORT: x'",
        "m1n1:tcp:127.0.0.1:y, 2, 'no port, which is a number from 1 to 65535: y'",
        "m1n1:tcp:127.0.0.1:70000, 2, 'no port, which is a number from 1 to 65535: 70000'",
        "m1n1:/dev/ttyACM0:fast, 2, '--via m1n1:DEVICE:BAUD: no rate: fast'",
        "carrier-pigeon, 2, no such way",
        "'mmio:/dev/null,ram=5', 2, ram is not of the form",
        "'mmio:/dev/null,x=5', 2, neither dtb= nor ram=",
        "'mmio:/dev/null,dtb=/dev/none', 2, no device tree there"
    })
    void saysWhyAWayInCannotBeOpened(String via, int status, String why) {
        var boot = Cli.run("boot", "smc", "--via", via);
        assertEquals(status, boot.status(), boot::toString);
        assertTrue(boot.err().contains(why), boot::toString);
        assertEquals("", boot.out());
    }

    @Test
    void namesTheCoprocessorsThatTheTargetHas() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("smc")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            var boot = Cli.run("boot", "sep", "--via", "m1n1:" + server.address());
            assertEquals(2, boot.status(), boot::toString);
            assertTrue(boot.err().contains("name=sep, there are [smc]"), boot::toString);
        }
    }
}
