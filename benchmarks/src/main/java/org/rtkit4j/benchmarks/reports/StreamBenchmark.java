package org.rtkit4j.benchmarks.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// `rtkit explain -` on gigabytes: a kernel log with one crash, and a sysdiagnose with five panic reports among its
/// logs. Both are made while they are read; what is measured is time and memory.
public final class StreamBenchmark {
    private static final Pattern CRASH = Pattern.compile("\"groupSignature\"");
    private static final int REPORTS = 5;
    private static final int MEMBER_BYTES = 8 << 20;
    private static final int BLOCK = 512;
    private static final long MOST_MEGABYTES = 256;

    private final Path command;
    private final long bytes;
    private final SplittableRandom random;

    /// @param root the project's folder
    /// @param gigabytes how much each of the two is
    public StreamBenchmark(Path root, int gigabytes, long seed) {
        this.command = root.resolve("rtkit");
        this.bytes = (long) gigabytes << 30;
        this.random = new SplittableRandom(seed);
    }

    /// What is written to the command.
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// Runs it and prints what was measured.
    ///
    /// @return whether all reports were found, within the memory that is promised
    public boolean run() throws IOException, InterruptedException {
        boolean isLogRight = explain("kernel log", this::log, 1);
        return explain("sysdiagnose", this::diagnosis, REPORTS) && isLogRight;
    }

    private boolean explain(String name, Content content, int reports) throws IOException, InterruptedException {
        Path output = Files.createTempFile("rtkit-streams", ".json");
        try {
            long start = System.nanoTime();
            WatchedProcess explain =
                    WatchedProcess.start(output.toFile(), List.of(command.toString(), "explain", "-", "--json"));
            try (var out = new BufferedOutputStream(explain.process().getOutputStream(), 1 << 16)) {
                content.write(out);
            }
            int status = explain.end();
            double seconds = (System.nanoTime() - start) / 1e9;
            long found = CRASH.matcher(Files.readString(output)).results().count();
            boolean isRight = status == 0 && found == reports && explain.peakMegabytes() <= MOST_MEGABYTES;
            CrashlogBenchmark.print(
                    name,
                    "%d MB, %d of %d reports found, %.1f s, %.0f MB/s, peak memory %d MB%s"
                            .formatted(
                                    bytes >> 20,
                                    found,
                                    reports,
                                    seconds,
                                    bytes / seconds / 1e6,
                                    explain.peakMegabytes(),
                                    isRight ? "" : "  MISSED"));
            return isRight;
        } finally {
            Files.delete(output);
        }
    }

    private void log(OutputStream out) throws IOException {
        byte[] chunk = logLines(MEMBER_BYTES);
        long chunks = bytes / chunk.length;
        for (long i = 0; i < chunks; i++) {
            out.write(chunk);
            if (i == chunks / 2) {
                out.write(GeneratedReport.of(random, 3, 2).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /// A tar in gzip without compression, so that its size is what is read.
    private void diagnosis(OutputStream out) throws IOException {
        try (var gzip = new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(Deflater.NO_COMPRESSION);
            }
        }) {
            byte[] log = logLines(MEMBER_BYTES);
            long members = bytes / log.length;
            for (int i = 0; i < members; i++) {
                member(gzip, "sysdiagnose/logs/system.%d.log".formatted(i), log);
                if (i % (members / REPORTS) == members / REPORTS / 2) {
                    byte[] report = GeneratedReport.of(random, i % GeneratedReport.CAUSES, 1)
                            .getBytes(StandardCharsets.US_ASCII);
                    member(gzip, "sysdiagnose/crashes_and_spins/panic-full-%d.ips".formatted(i), report);
                }
            }
            gzip.write(new byte[2 * BLOCK]);
        }
    }

    private static void member(OutputStream tar, String name, byte[] content) throws IOException {
        byte[] head = new byte[BLOCK];
        field(head, 0, name);
        field(
                head,
                100,
                "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(content.length) + "00000000000\0");
        field(head, 148, "        0");
        field(head, 257, "ustar\00000");
        int sum = 0;
        for (byte b : head) {
            sum += b & 0xff;
        }
        field(head, 148, "%06o\0 ".formatted(sum));
        tar.write(head);
        tar.write(content);
        tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void field(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    /// Lines as other drivers and services write them.
    private byte[] logLines(int size) {
        var text = new StringBuilder(size + 200);
        for (int second = 0; text.length() < size; second++) {
            text.append("Apr 22 23:%02d:%02d host kernel: usb 1-%d: new high-speed device number %d, product %x%n"
                    .formatted(
                            second / 60 % 60,
                            second % 60,
                            random.nextInt(1, 9),
                            random.nextInt(100),
                            random.nextLong()));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
