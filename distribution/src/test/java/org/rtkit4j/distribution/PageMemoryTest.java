package org.rtkit4j.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// How much memory `rtkit serve` takes as it is unpacked, with the heap that its launcher gives it, under large
/// reports.
@EnabledOnOs(OS.LINUX)
class PageMemoryTest {
    /// As `docs/serve.md` says.
    private static final long MOST_MEGABYTES = 750;

    private static final int REPORT_BYTES = 50_000_000;
    private static final int REPORTS = Integer.getInteger("uploads", 4);
    private static final String LINE =
            "[ 1234.567890] macsmc-input 27b700000.smc:input: a line of another driver, of which a log has thousands\n";

    @Test
    void largeReportsOneAfterTheOtherTakeTheMemoryOfOne(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder(
                        UnpackedArchive.in(folder).launcher().toString(), "serve", "generic", "--listen", "127.0.0.1:0")
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            URI address = URI.create(out.readLine());
            byte[] report = LINE.repeat(REPORT_BYTES / LINE.length()).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < REPORTS; i++) {
                assertEquals(200, explain(address, report));
            }
            long megabytes = peakKilobytes(server.pid()) / 1024;
            assertTrue(megabytes < MOST_MEGABYTES, () -> "resident at most: " + megabytes + " MB");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static int explain(URI address, byte[] report) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/explain"))
                    .header("Origin", "http://" + address.getAuthority())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(report))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static long peakKilobytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
