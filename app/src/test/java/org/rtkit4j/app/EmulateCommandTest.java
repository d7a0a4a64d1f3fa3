package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.hardware.proxy.client.ProxyClient;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.client.ProxyOptions;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.testkit.Corpus;

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

    // `rtkit boot` boots the profile `generic` in its own process; over m1n1 the same word finds the same thing.
    @Test
    void aGenericCoprocessorHasItsNameOverM1n1Too() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("generic")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            for (List<String> name : List.of(List.of("generic"), List.<String>of())) {
                var arguments = new ArrayList<>(List.of("boot"));
                arguments.addAll(name);
                arguments.addAll(List.of("--via", "m1n1:" + server.address()));
                var boot = Cli.run(arguments.toArray(String[]::new));
                assertEquals(0, boot.status(), boot::toString);
                assertTrue(boot.out().contains("generic") && !boot.out().contains("iop "), boot::toString);
            }
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

    /// Nothing is written for a machine that cannot be had: a bad word, and a file where the socket would be.
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "unix:FOLDER/taken"})
    void writesNoTreeOfAMachineThatIsNot(String bridge) throws Exception {
        Path tree = folder.resolve("mac.dtb");
        Files.writeString(folder.resolve("taken"), "somebody's");
        String where = bridge.replace("FOLDER", folder.toString());
        var emulate = Cli.run("emulate", "--write-dtb", tree.toString(), "--bridge", where, "--for", "1");
        assertTrue(emulate.status() != 0, emulate::toString);
        assertFalse(Files.exists(tree), emulate::toString);
    }

    @Test
    void refusesTwoNodesOfOneName() throws Exception {
        Path second =
                Files.writeString(folder.resolve("second.properties"), "extends = generic\nbase = 0x3_0000_0000\n");
        String profiles = "generic," + second;
        for (String where : List.of("--proxy=tcp:0", "--write-dtb=" + folder.resolve("mac.dtb"))) {
            var emulate = Cli.run("emulate", where, "--profile", profiles, "--for", "1");
            assertEquals(2, emulate.status(), emulate::toString);
            assertEquals(
                    "rtkit: --profile: two co-processors would be one node of the tree: name=iop:"
                            + " `node = NAME` in a profile gives it another\n",
                    emulate.err());
        }
        Files.writeString(second, "extends = generic\nbase = 0x3_0000_0000\nnode = iop2\n");
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--profile", profiles, "--for", "1");
        assertEquals(0, emulate.status(), emulate::toString);
        assertTrue(emulate.out().contains("/arm-io/iop2"), emulate::toString);
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

    @Test
    void aSecondHostIsToldWhyItIsTurnedAway() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("smc")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {});
                var _ = ProxyClient.connect(
                        TcpLink.connect(
                                HostPort.toConnect("test", server.address().substring("tcp:".length())),
                                Duration.ofSeconds(10)),
                        ProxyOptions.DEFAULT,
                        new ProxyListener() {})) {
            var boot = Cli.run("boot", "smc", "--via", "m1n1:" + server.address());
            assertEquals(1, boot.status(), boot::toString);
            assertTrue(boot.err().contains("busy, one host at a time: connected=tcp:127.0.0.1:"), boot::toString);
        }
    }

    @Test
    void saysWhyAPseudoTerminalCannotBeMade() throws Exception {
        Path taken = Files.createFile(folder.resolve("taken"));
        var emulate = Cli.run("emulate", "--proxy", "pty:" + taken, "--for", "1");
        assertEquals(1, emulate.status(), emulate::toString);
        assertTrue(emulate.err().endsWith("path=%s, something is there already\n".formatted(taken)), emulate::toString);
    }

    @Test
    void buildsTheMachineThatATreeDescribes() throws Exception {
        byte[] tree = FdtWriter.write(NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child(
                        "mbox@300008000",
                        mailbox -> mailbox.strings("compatible", "apple,t8103-asc-mailbox", "apple,asc-mailbox-v4")
                                .u32("phandle", 1)
                                .u32("#mbox-cells", 0)
                                .numbers("reg", 2, 0x3_0000_8000L, 0x4000))
                .child(
                        "iommu@310000000",
                        sart -> sart.strings("compatible", "apple,t6000-sart")
                                .u32("phandle", 2)
                                .numbers("reg", 2, 0x3_1000_0000L, 0x4000))
                .child(
                        "nvme@320000000",
                        nvme -> nvme.strings("compatible", "apple,nvme-ans2")
                                .numbers("reg", 2, 0x3_2000_0000L, 0x40000, 0x3_0000_0000L, 0x4000)
                                .strings("reg-names", "nvme", "ans")
                                .u32("mboxes", 1)
                                .u32("apple,sart", 2))
                .build());
        bootsAnsOf(Files.write(folder.resolve("moved.dtb"), tree), 0x3_0000_0000L, 0x3_1000_0000L);
    }

    @Test
    void buildsTheMacMiniOfLinuxsTree() throws Exception {
        bootsAnsOf(Corpus.path("devicetree/t8103-j274.dtb"), 0x2_7740_0000L, 0x2_7bc5_0000L);
    }

    // The command tells where it put the co-processor; our host finds it in the tree that the machine hands out.
    private void bootsAnsOf(Path tree, long base, long sart) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        Thread machine = Thread.ofPlatform()
                .start(() -> Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "emulate",
                        "--proxy",
                        "tcp:0",
                        "--profile",
                        "ans,mtp",
                        "--dtb",
                        tree.toString()));
        try {
            Matcher address = awaitListening(out, machine, err);
            assertTrue(out.toString().startsWith("/arm-io/ans   0x%09x  ".formatted(base)), out::toString);
            assertEquals("rtkit: left out, not in %s: mtp\n".formatted(tree), err.toString());
            var boot = Cli.run("boot", "ans", "--via", "m1n1:" + address.group(1));
            assertEquals(0, boot.status(), boot::toString);
            assertTrue(boot.out().contains("AP ON, co-processor ON"), boot::toString);
            assertEquals(0, openEntries(address.group(1), sart));
        } finally {
            machine.interrupt();
            machine.join();
        }
    }

    // What stops a Mac with firmware of macOS 15: a host that does as Linux did up to July 2026. A load and a store
    // are told once, since they are of one place.
    @Test
    void tellsOfAccessesToWhatIsNotThereWhereItIsToSayMore() throws Exception {
        String told = "rtkit: nothing is there: address=0x27bce4008, register 0x24008 of ans, UNKNOWN_CTRL,"
                + " gone since macOS 15; on a Mac this stops the AP";
        assertEquals(1, accessesTold(told, "-v"));
        assertEquals(0, accessesTold(told, "-q"));
    }

    private static long accessesTold(String told, String verbosity) throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] command = {"emulate", verbosity, "--proxy", "tcp:0", "--profile", "ans-15"};
        Thread machine = Thread.ofPlatform()
                .start(() -> Main.run(new PrintWriter(out, true), new PrintWriter(err, true), command));
        try {
            String address = awaitListening(out, machine, err).group(1);
            var where = HostPort.toConnect("test", address.substring("tcp:".length()));
            try (var client = ProxyClient.connect(
                    TcpLink.connect(where, Duration.ofSeconds(10)), ProxyOptions.DEFAULT, new ProxyListener() {})) {
                assertThrows(IOException.class, () -> client.load(0x2_7bce_4008L, 4));
                assertThrows(IOException.class, () -> client.store(0x2_7bce_4008L, 4, 0));
                assertThrows(IOException.class, () -> client.load(0x7_0000_0000L, 4));
            }
        } finally {
            machine.interrupt();
            machine.join();
        }
        return err.toString().lines().filter(told::equals).count();
    }

    private static Matcher awaitListening(StringWriter out, Thread machine, StringWriter err) {
        var listening = Pattern.compile("listening: (tcp:\\S+)\n");
        Matcher matcher = listening.matcher(out.toString());
        while (!matcher.find()) {
            assertTrue(machine.isAlive(), err::toString);
            Thread.onSpinWait();
            matcher = listening.matcher(out.toString());
        }
        return matcher;
    }

    // A filter is there, and what was opened for the buffers is closed again.
    private static long openEntries(String address, long sart) throws Exception {
        var where = HostPort.toConnect("test", address.substring("tcp:".length()));
        long open = 0;
        try (var client = ProxyClient.connect(
                TcpLink.connect(where, Duration.ofSeconds(10)), ProxyOptions.DEFAULT, new ProxyListener() {})) {
            for (int i = 0; i < 16; i++) {
                open += client.load(sart + 4L * i, 4) == 0 ? 0 : 1;
            }
        }
        return open;
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
