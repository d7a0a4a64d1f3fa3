package org.rtkit4j.benchmarks.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// `rtkit nvme serve` and `nbdkit file` side by side under fio, on the same image: alternately, so that what else
/// the machine does strikes both.
final class NbdBenchmark {
    private static final String IMAGE_MIB = "256";
    private static final long LOOK_NANOS = 50_000_000;
    private static final int READ_KIB_PER_SECOND = 6;
    private static final int READ_IOPS = 7;
    private static final int WRITE_KIB_PER_SECOND = 47;
    private static final int WRITE_IOPS = 48;
    private static final double GOAL = 0.8;

    private final Path root;
    private final Path folder;
    private final int seconds;

    private record Row(String name, String pattern, String size, int field, String unit) {}

    private static final List<Row> ROWS = List.of(
            new Row("4 KiB random read, depth 16", "randread", "4k", READ_IOPS, "/s"),
            new Row("4 KiB random write, depth 16", "randwrite", "4k", WRITE_IOPS, "/s"),
            new Row("1 MiB sequential read", "read", "1m", READ_KIB_PER_SECOND, "KiB/s"),
            new Row("1 MiB sequential write", "write", "1m", WRITE_KIB_PER_SECOND, "KiB/s"));

    NbdBenchmark(Path root, int seconds) throws IOException {
        this.root = root;
        this.seconds = seconds;
        folder = Files.createTempDirectory("rtkit-nbd");
    }

    /// Returns whether each row reaches its goal, or true where fio or nbdkit is missing.
    boolean run() throws IOException, InterruptedException {
        if (!isThere("fio") || !isThere("nbdkit")) {
            System.out.println("over NBD: left out, no fio or no nbdkit");
            return true;
        }
        Path image = folder.resolve("disk.img");
        run("dd", "if=/dev/urandom", "of=" + image, "bs=1M", "count=" + IMAGE_MIB, "status=none");
        System.out.printf("%-32s %14s %14s %8s%n", "fio over a Unix socket", "nvme serve", "nbdkit file", "ratio");
        boolean good = true;
        for (Row row : ROWS) {
            double peer = 0;
            double ours = 0;
            for (int turn = 0; turn < 2; turn++) {
                peer = Math.max(peer, measure(row, nbdkit(image)));
                ours = Math.max(ours, measure(row, serve(image)));
            }
            System.out.printf(
                    "%-32s %8.0f %-5s %8.0f %-5s %8.2f%n", row.name, ours, row.unit, peer, row.unit, ours / peer);
            good &= ours >= GOAL * peer;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(NbdBenchmark::delete);
        }
        return good;
    }

    private double measure(Row row, Process server) throws IOException, InterruptedException {
        try {
            Path socket = socket();
            while (!Files.exists(socket)) {
                if (!server.isAlive()) {
                    throw new IOException("a server ended: " + Files.readString(folder.resolve("log")));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            fio(row, 1);
            return fio(row, seconds);
        } finally {
            server.destroy();
            server.waitFor();
            Files.deleteIfExists(socket());
        }
    }

    private double fio(Row row, int runSeconds) throws IOException, InterruptedException {
        String output = run(
                "fio",
                "--name=x",
                "--ioengine=nbd",
                "--uri=nbd+unix:///?socket=" + socket(),
                "--rw=" + row.pattern,
                "--bs=" + row.size,
                "--iodepth=16",
                "--size=" + IMAGE_MIB + "m",
                "--time_based",
                "--runtime=" + runSeconds,
                "--output-format=terse");
        String line = output.lines()
                .filter(text -> text.startsWith("3;"))
                .findFirst()
                .orElseThrow(() -> new IOException("fio said: " + output));
        return Double.parseDouble(line.split(";", -1)[row.field]);
    }

    private Path socket() {
        return folder.resolve("disk.sock");
    }

    private Process nbdkit(Path image) throws IOException {
        return start("nbdkit", "-f", "-U", socket().toString(), "file", image.toString());
    }

    private Process serve(Path image) throws IOException {
        return start(
                root.resolve("rtkit").toString(),
                "nvme",
                "serve",
                "--image",
                image.toString(),
                "--socket",
                socket().toString(),
                "--unflushed",
                IMAGE_MIB + "M");
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", new ArrayList<>(List.of(command))) + ": " + output);
        }
        return output;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
