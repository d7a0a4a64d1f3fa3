package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.via.EmulatorRecording;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.capture.CaptureFrame;

/// Both ends of one conversation, recorded apart: the host's capture is the witness of the emulated Mac's.
class EmulateCaptureTest {
    @TempDir
    private Path folder;

    private Path mac;
    private Path host;

    /// A host that talks to the Mac's only co-processor.
    @FunctionalInterface
    private interface Host {
        void talk(String via, String capture) throws Exception;

        default void talk(EmulatedMac mac, Path capture) throws Exception {
            try (var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
                talk("m1n1:" + server.address(), capture.toString());
            }
        }
    }

    @Test
    void hearsACrashAndItsLogAsTheHostDoes() throws Exception {
        record("ans", (via, capture) -> {
            var boot = Cli.run("boot", "ans", "--crash", "--via", via, "--capture", capture, "--capture-memory");
            assertEquals(0, boot.status(), boot::toString);
        });
        Map<String, List<String>> heard = said(mac);
        assertEquals(said(host), heard);
        assertTrue(heard.get("ans").stream().anyMatch(each -> each.length() > 2 * 0x4000), "no crash log");
    }

    @Test
    void hearsValuesThatDoNotFitAMessage() throws Exception {
        record("smc", (via, capture) -> {
            var list = Cli.run("smc", "list", "--via", via, "--capture", capture, "--capture-memory");
            assertEquals(0, list.status(), list::toString);
        });
        Map<String, List<String>> heard = said(mac);
        assertEquals(said(host), heard);
        assertTrue(
                heard.get("smc").stream()
                                .filter(each -> each.startsWith("memory"))
                                .count()
                        > 1000,
                "no values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015"})
    void hearsTheDoorbellsOfADisk(String profile) throws Exception {
        Path content = folder.resolve("content");
        var bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        Files.write(content, bytes);
        record(profile, (via, capture) -> {
            var write = Cli.run("nvme", "write", content.toString(), "--via", via, "--capture", capture);
            assertEquals(0, write.status(), write::toString);
        });
        Map<String, List<String>> heard = said(mac);
        heard.get("ans").removeIf(each -> each.startsWith("memory"));
        assertEquals(said(host), heard);
        assertTrue(heard.get("ans:nvme").size() > 10, () -> "" + heard.get("ans:nvme"));
    }

    @Test
    void hearsWhatIsTyped() throws Exception {
        Host watches = (via, capture) -> {
            var watch = Cli.run("input", "watch", "--via", via, "--count", "8", "--capture", capture);
            assertEquals(0, watch.status(), watch::toString);
        };
        record(
                "mtp",
                watches,
                emulated -> emulated.coprocessors().getFirst().hands().type("hi", 0),
                _ -> {});
        Map<String, List<String>> heard = said(mac);
        heard.get("mtp").removeIf(each -> each.startsWith("memory"));
        assertEquals(said(host), heard);
        // The H key: the report of the keyboard, behind its head, and the checksum.
        String down = "IOP → AP 20000141208 42 00000900" + "00000000" + "01" + "00000b0000000000";
        assertTrue(
                heard.get("mtp:dockchannel").stream().anyMatch(each -> each.startsWith(down)),
                () -> "" + heard.get("mtp:dockchannel"));
    }

    @Test
    void goesOnAfterAReboot() throws Exception {
        Host boots = (via, capture) -> {
            var boot = Cli.run("boot", "smc", "--via", via, "--capture", capture, "--capture-memory");
            assertEquals(0, boot.status(), boot::toString);
        };
        Path secondHost = folder.resolve("second.pcapng");
        record("smc", boots, _ -> {}, emulated -> {
            emulated.reboot();
            boots.talk(emulated, secondHost);
        });
        var both = new ArrayList<>(said(host).get("smc"));
        both.add("note the machine has rebooted");
        both.addAll(said(secondHost).get("smc"));
        assertEquals(both, said(mac).get("smc"));
    }

    @Test
    void theCommandRecords() throws Exception {
        Path file = folder.resolve("empty.pcapng");
        var emulate = Cli.run(
                "emulate", "--proxy", "tcp:0", "--profile", "smc,ans", "--for", "1", "--capture", file.toString());
        assertEquals(0, emulate.status(), emulate::toString);
        var stats = Cli.run("capture", "stats", file.toString());
        assertTrue(stats.out().contains("2 ans:nvme: doorbells of ans, emulated"), stats::toString);
    }

    @Test
    void refusesAFileThatCannotBeMade() {
        Path file = folder.resolve("nowhere/mac.pcapng");
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--for", "1", "--capture", file.toString());
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().startsWith("rtkit: " + file + ": cannot be written: "), emulate::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot smc",
                "smc read #KEY",
                "emulate --proxy tcp:0 --profile smc --for 1",
                "serve smc --listen 127.0.0.1:0 --for 1"
            })
    void saysThatADiskIsFullWhenItIsOver(String command) {
        assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: there is no /dev/full");
        var arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of("--capture", "/dev/full"));
        var run = Cli.run(arguments.toArray(String[]::new));
        assertEquals(1, run.status(), run::toString);
        String last = run.err().lines().toList().getLast();
        assertTrue(last.startsWith("rtkit: the capture is incomplete: "), run::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--proxy tcp:0 --profile smc,smc",
                "--proxy udp:1 --profile smc",
                "--proxy tcp:x --profile smc",
                "--proxy tcp:0 --profile nobody"
            })
    void leavesNoFileWhereItRefuses(String options) {
        Path file = folder.resolve("none.pcapng");
        var arguments = new ArrayList<>(List.of("emulate", "--for", "1", "--capture", file.toString()));
        arguments.addAll(List.of(options.split(" ", -1)));
        var emulate = Cli.run(arguments.toArray(String[]::new));
        assertEquals(2, emulate.status(), emulate::toString);
        assertFalse(Files.exists(file), emulate::toString);
    }

    @Test
    void refusesMemoryWithoutAFile() {
        var emulate = Cli.run("emulate", "--proxy", "tcp:0", "--for", "1", "--capture-memory");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().contains("--capture-memory needs --capture FILE"), emulate::toString);
    }

    private void record(String profile, Host driver) throws Exception {
        record(profile, driver, _ -> {}, _ -> {});
    }

    private void record(String profile, Host driver, Then before, Then then) throws Exception {
        mac = folder.resolve("mac.pcapng");
        host = folder.resolve("host.pcapng");
        List<Profile> profiles = List.of(Profile.named(profile));
        var recorder = new CaptureRecorder(CaptureWriter.create(mac), System::nanoTime, 0).start();
        var recording = new EmulatorRecording(recorder, true);
        recording.add(MacTree.nodeName(profiles.getFirst()), profiles.getFirst());
        try (recording;
                var emulated = new EmulatedMac(profiles)) {
            emulated.onLife(recording::follow);
            before.happens(emulated);
            driver.talk(emulated, host);
            then.happens(emulated);
        }
    }

    /// What happens to the Mac before the host comes, or when it is gone.
    @FunctionalInterface
    private interface Then {
        void happens(EmulatedMac mac) throws Exception;
    }

    /// Returns what each interface has, without times: two clocks are never the same. A host's notes are its own.
    private static Map<String, List<String>> said(Path capture) throws IOException {
        Map<String, List<String>> said = new TreeMap<>();
        try (CaptureFile file = CaptureFile.open(capture)) {
            CaptureCursor cursor = file.cursor();
            while (cursor.next()) {
                String line = line(cursor);
                if (!line.isEmpty()) {
                    said.computeIfAbsent(cursor.interfaceOf().name(), _ -> new ArrayList<>())
                            .add(line);
                }
            }
            assertNull(cursor.problem());
        }
        return said;
    }

    private static String line(CaptureCursor cursor) {
        var body = new byte[cursor.body().remaining()];
        cursor.body().get(body);
        return switch (cursor.kind()) {
            case CaptureFrame.MESSAGE ->
                "%s %x %x %s"
                        .formatted(
                                cursor.direction(),
                                cursor.msg0(),
                                cursor.msg1(),
                                HexFormat.of().formatHex(body))
                        .strip();
            case CaptureFrame.MEMORY ->
                "memory %x %s".formatted(cursor.msg0(), HexFormat.of().formatHex(body));
            default -> {
                String note = new String(body, StandardCharsets.UTF_8);
                yield note.startsWith("the machine") ? "note " + note : "";
            }
        };
    }
}
