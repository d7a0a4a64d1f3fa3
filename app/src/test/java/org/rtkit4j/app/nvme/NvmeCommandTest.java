package org.rtkit4j.app.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

class NvmeCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ans, t8103, 61", "ans-t8015, t8015, 15", "ans-t8132, t8132, 61"})
    void infoSaysWhatTheDiskIs(String profile, String controller, int inFlight) {
        Cli run = Cli.run("nvme", "info", "--via", "emulator:" + profile, "--json");
        assertEquals(0, run.status(), run.err());
        assertEquals(controller, run.json().get("controller"));
        assertEquals(inFlight, ((Number) run.json().get("inFlight")).intValue());
        assertEquals(1L << 30, ((Number) run.json().get("sizeBytes")).longValue());
        Cli text = Cli.run("nvme", "info", "--via", "emulator:" + profile);
        assertTrue(text.out().contains("1.0 GiB (262144 blocks of 4096 bytes)"), text.out());
    }

    @Test
    void aRecordedDiskIsADiskAllTheSame() {
        Path capture = folder.resolve("ans.pcapng");
        Cli run = Cli.run("nvme", "info", "--json", "--capture", capture.toString());
        assertEquals(0, run.status(), run.err());
        assertEquals("t8103", run.json().get("controller"));
        Cli decoded = Cli.run("capture", "decode", capture.toString());
        assertEquals(0, decoded.status(), decoded.err());
        assertTrue(decoded.out().contains("HELLO"), decoded.out());
    }

    /// Of every kind of controller; several completions may be told at once.
    @ParameterizedTest
    @ValueSource(strings = {"ans", "ans-t8015", "ans-t8132"})
    void aCaptureHasTheDoorbells(String profile) throws Exception {
        Path capture = folder.resolve("doorbells.pcapng");
        String back = folder.resolve("back").toString();
        Cli run = Cli.run(
                "nvme",
                "read",
                "--via",
                "emulator:" + profile,
                "--length",
                "3145728",
                back,
                "--capture",
                capture.toString());
        assertEquals(0, run.status(), run.err());
        List<String> submitted = doorbells(capture, "io-sq");
        assertTrue(submitted.size() >= 3, () -> "" + submitted);
        int told = doorbells(capture, "io-cq").size();
        assertTrue(told > 0 && told <= submitted.size(), () -> told + " " + submitted);
        assertTrue(doorbells(capture, "admin-sq").size() >= 4, () -> "" + submitted);
        Cli replay = Cli.run("boot", "ans", "--via", "replay:" + capture);
        assertFalse(replay.err().contains("no such mailbox"), replay.err());
    }

    private static List<String> doorbells(Path capture, String endpoint) {
        Cli decoded = Cli.run("capture", "decode", capture.toString(), "--filter", "endpoint == " + endpoint);
        assertEquals(0, decoded.status(), decoded.err());
        List<String> lines = decoded.out().lines().toList();
        lines.forEach(
                line -> assertTrue(line.contains(":nvme") && line.matches(".*NVME_DOORBELL\\(INDEX=\\d+\\).*"), line));
        return lines;
    }

    @Test
    void whatIsWrittenIsVerifiedAndRead() throws Exception {
        byte[] content = new byte[5_000_001];
        new SplittableRandom(1).nextBytes(content);
        Path file = Files.write(folder.resolve("content"), content);
        String image = folder.resolve("disk.img").toString();
        Cli written = Cli.run("nvme", "write", "--image", image, "--offset", "12345", file.toString(), "--json");
        assertEquals(0, written.status(), written.err());
        assertEquals("wrote", written.json().get("did"));
        assertEquals(
                0,
                Cli.run("nvme", "verify", "--image", image, "--offset", "12345", "" + file)
                        .status());

        Cli wrong = Cli.run("nvme", "verify", "--image", image, "--offset", "12344", file.toString());
        assertEquals(1, wrong.status());
        assertEquals("different: disk offset=12344, file offset=0\n", wrong.out());

        Path back = folder.resolve("back");
        Cli read =
                Cli.run("nvme", "read", "--image", image, "--offset", "12345", "--length", "5000001", back.toString());
        assertEquals(0, read.status(), read.err());
        assertArrayEquals(content, Files.readAllBytes(back));
        assertArrayEquals(
                content, Arrays.copyOfRange(Files.readAllBytes(Path.of(image)), 12345, 12345 + content.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read x --offset 2G",
                "read x --length 2G",
                "read /nonexistent/folder/x",
                "read x --offset 1x",
                "write /nonexistent",
                "verify /nonexistent",
                "info --unflushed 1",
                "info --via m1n1:tcp:127.0.0.1:1 --image x",
                "info --via emulator:smc",
                "serve --listen 192.0.2.1:10809",
                "serve --listen nowhere",
                "serve --socket a --listen 127.0.0.1:0",
                "serve --crash-every 0",
                "serve --via m1n1:tcp:127.0.0.1:1 --crash-every 10",
                ""
            })
    void wrongUsageIsOneLineAndStatusTwo(String arguments) {
        String line = ("nvme " + arguments.replace(" x", " " + folder.resolve("x"))).strip();
        Cli run = Cli.run(line.split(" ", -1));
        assertEquals(2, run.status(), run.out() + run.err());
        assertFalse(run.err().isBlank());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void aSocketThatCannotBeIsWrongUsage() throws Exception {
        Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        Path tooLong = folder.resolve("x".repeat(200));
        for (Path path : List.of(nowhere, tooLong, folder.resolve("none/disk.sock"))) {
            Cli run = Cli.run("nvme", "serve", "--socket", path.toString());
            assertEquals(2, run.status(), run.out() + run.err());
            assertTrue(run.err().contains("--socket " + path + ": "), run.err());
        }
        assertTrue(Files.isSymbolicLink(nowhere), "what was there stays");
    }

    @Test
    void aDiskThatIsTooSmallIsLeftAsItIs() throws Exception {
        Path image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Path file = Files.write(folder.resolve("file"), new byte[2 << 20]);
        Cli run = Cli.run("nvme", "write", "--image", image.toString(), file.toString());
        assertEquals(2, run.status());
        assertTrue(run.err().contains("not on the disk: offset=0, length=2097152, size=1048576"), run.err());
    }

    /// Registers, memory, queues and data over the proxy protocol, the completion queue polled.
    @Test
    void aMacAtTheOtherEndOfAWireHasTheSameDisk() throws Exception {
        byte[] content = new byte[300_000];
        new SplittableRandom(2).nextBytes(content);
        Path file = Files.write(folder.resolve("content"), content);
        try (var mac = new EmulatedMac(List.of(Profile.named("ans")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String via = "m1n1:" + server.address();
            Cli info = Cli.run("nvme", "info", "--via", via, "--json");
            assertEquals(0, info.status(), info.err());
            assertEquals("t8103", info.json().get("controller"));
            Cli written = Cli.run("nvme", "write", "--via", via, "--offset", "77", file.toString());
            assertEquals(0, written.status(), written.err());
            assertEquals(
                    0,
                    Cli.run("nvme", "verify", "--via", via, "--offset", "77", file.toString())
                            .status());
        }
    }

    /// On this chip the shutdown of the co-processor crashes the firmware: it runs on, as after a disk that worked.
    @Test
    void aFirmwareThatNoShutdownSurvivesRunsOnWhereTheDiskCannotBeUsed() {
        String capture = folder.resolve("refused.pcapng").toString();
        Cli run = Cli.run("nvme", "info", "--via", "emulator:ans-t8132", "--unflushed", "8G", "--capture", capture);
        assertEquals(1, run.status(), run.out() + run.err());
        assertTrue(run.err().contains("no memory for the controller"), run.err());
        Cli decoded = Cli.run("capture", "decode", capture);
        assertEquals(0, decoded.status(), decoded.err());
        assertTrue(decoded.out().contains("AP is ON: running"), decoded.out());
        assertFalse(decoded.out().contains("CRASHED"), decoded.out());
    }
}
