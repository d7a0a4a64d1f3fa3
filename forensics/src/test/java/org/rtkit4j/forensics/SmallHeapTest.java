package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.model.ReportFile;

/// A log that the heap could not hold, read by a JVM of its own; `benchmarks/run streams` does the same with gigabytes.
class SmallHeapTest {
    private static final int HEAP_MEGABYTES = 80;
    private static final int LINES = 1_500_000;
    private static final String OTHERS =
            "[  100.000000] usb 1-1: new high-speed USB device number 5 using xhci-hcd, product 0x1\n";
    private static final String CRASH = """
        [  100.000001] apple-dcp 111100000.dcp: RTKit: co-processor has crashed
        [  100.000002] apple-dcp 111100000.dcp: RTKit: Message (id=1): %s
        """;

    /// What the other JVM runs.
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            ReportFile file = CrashReports.read("log", System.in);
            System.out.print(file.reports().stream()
                    .map(report -> report.site().reason() + " at line " + report.line())
                    .collect(Collectors.joining(", ")));
        }
    }

    @Test
    void aLogIsReadInAHeapThatCouldNotHoldIt() throws IOException, InterruptedException {
        assertTrue((long) LINES * OTHERS.length() > (long) HEAP_MEGABYTES << 20, "the log is no larger than the heap");
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx%dm".formatted(HEAP_MEGABYTES),
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        Reader.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        write(reader.getOutputStream());
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, reader.waitFor(), said);
        assertEquals("first at line 1, last at line " + (LINES + 3), said);
    }

    private static void write(OutputStream to) throws IOException {
        byte[] line = OTHERS.getBytes(StandardCharsets.US_ASCII);
        try (var out = new BufferedOutputStream(to, 1 << 20)) {
            out.write(CRASH.formatted("first").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < LINES; i++) {
                out.write(line);
            }
            out.write(CRASH.formatted("last").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// What this JVM found its classes by.
    private static String classPath() {
        return Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
