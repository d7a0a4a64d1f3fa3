package org.rtkit4j.hardware.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.hardware.proxy.server.FakeTarget;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.wire.IoDevice;
import org.rtkit4j.testkit.Corpus;

/// Hosts in Python against our server: the client of the m1n1 repository where it is at hand, and a small one that
/// was written from the protocol's description.
class PythonProxyTest {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private Path folder;

    private final FakeTarget target = new FakeTarget();

    @Test
    void theOriginalClientDrivesOurServerOverAPseudoTerminal() throws Exception {
        Path client = originalClient();
        drive(client, IoDevice.USB0, "1");
    }

    @Test
    void theOriginalClientDrivesOurServerAsASerialLine() throws Exception {
        Path client = originalClient();
        // It asks for a higher rate then, and gets no mode without checksums.
        drive(client, IoDevice.UART, "0");
    }

    @Test
    void aClientWrittenFromTheDescriptionDrivesOurServerOverTcp() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(PYTHON)), "skipped, no " + PYTHON);
        try (var server = ProxyServer.tcp(target, 0, new ServerListener() {})) {
            String output =
                    run(Map.of(), script("second_client.py"), server.address().replaceFirst(".*:", ""));
            assertFalse(output.contains("FAIL"), output);
            assertTrue(output.endsWith("done\n"), output);
        }
    }

    private void drive(Path client, int ioDevice, String features) throws Exception {
        target.ioDevice = ioDevice;
        putBootArgs();
        Path device = folder.resolve("m1n1");
        try (var server = ProxyServer.pty(target, device, new ServerListener() {})) {
            String output = run(
                    Map.of("PYTHONPATH", client.toString()), script("original_client.py"), device.toString(), features);
            assertTrue(output.endsWith("done\n"), output);
            assertFalse(output.contains("FAIL"), output);
            assertTrue(server.counters().requests() > 200);
        }
    }

    // Revision 2; the offsets are those of the reference, written by hand. They are unaligned, as they may be.
    private void putBootArgs() {
        int at = (int) (FakeTarget.BOOT_ARGS - FakeTarget.RAM);
        target.ram[at] = 2;
        target.ram[at + 0x14] = 8; // phys_base
        target.ram[at + 0x6c] = '-';
        target.ram[at + 0x6d] = 'v';
        target.ram[0x40] = 2; // CPU features: sleep mode
    }

    private static Path originalClient() {
        String path = System.getenv("M1N1_PROXYCLIENT");
        if (path == null || !Files.exists(Path.of(path, "m1n1", "proxy.py"))) {
            if (Corpus.isRequired("m1n1")) {
                throw new AssertionError("M1N1_PROXYCLIENT must name the folder with m1n1/proxy.py: " + path);
            }
            Assumptions.abort("skipped, M1N1_PROXYCLIENT does not name the folder with m1n1/proxy.py: " + path);
        }
        return Path.of(path);
    }

    private static String script(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(PythonProxyTest.class.getResource(name))
                        .toURI())
                .toString();
    }

    private static String run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(PYTHON, "-u"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
