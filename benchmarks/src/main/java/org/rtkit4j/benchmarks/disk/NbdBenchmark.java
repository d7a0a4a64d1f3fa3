package org.rtkit4j.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// `rtkit nvme serve` beside `nbdkit file` and `qemu-nbd` under fio, on an image in the folder of temporary files and
/// on one in memory: by turns, so that what else the machine does strikes all of them.
final class NbdBenchmark {
    static final int IMAGE_MIB = 256;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long LOOK_NANOS = 50_000_000;
    private static final int TURNS = 2;
    private static final double GOAL = 1.0;
    private static final int CRASH_MILLIS = 250;
    private static final double LONGEST_MICROS = 50_000;

    private final Path root;
    private final int seconds;
    private final List<NbdPeer> peers;

    NbdBenchmark(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
        peers = Stream.of(NbdPeer.values()).filter(NbdPeer::isThere).toList();
    }

    /// Returns whether each row reaches its goal, or true where fio or every peer is missing.
    boolean run() throws IOException, InterruptedException {
        if (!peers.contains(NbdPeer.SERVE) || peers.size() == 1) {
            System.out.println("over NBD: left out, no fio, or neither nbdkit nor qemu-nbd");
            return true;
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        boolean good = compared(folder, Files.getFileStore(folder).type());
        if (Files.isWritable(MEMORY)) {
            good &= compared(MEMORY, "memory");
        }
        return good;
    }

    private boolean compared(Path place, String name) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(place, "rtkit-nbd");
        try {
            Path image = folder.resolve("disk.img");
            writeImage(image);
            System.out.printf("%n%-28s", "image on " + name);
            peers.forEach(peer -> System.out.printf(peer == NbdPeer.SERVE ? " %14s" : " %14s  ratio", peer));
            System.out.println();
            boolean good = true;
            for (Fio job : Fio.JOBS) {
                good &= reached(job, image);
            }
            return longest(image) && good;
        } finally {
            delete(folder);
        }
    }

    private static void writeImage(Path image) throws IOException {
        var random = new Random(1);
        byte[] mebibyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(image)) {
            for (int i = 0; i < IMAGE_MIB; i++) {
                random.nextBytes(mebibyte);
                out.write(mebibyte);
            }
        }
    }

    private boolean reached(Fio job, Path image) throws IOException, InterruptedException {
        Map<NbdPeer, Double> best = new EnumMap<>(NbdPeer.class);
        for (int turn = 0; turn < TURNS; turn++) {
            for (NbdPeer peer : peers) {
                best.merge(peer, measure(job, image, peer), Math::max);
            }
        }
        double ours = best.getOrDefault(NbdPeer.SERVE, Double.NaN);
        System.out.printf("%-28s", job.words());
        best.forEach((peer, figure) -> {
            System.out.printf(" %8.0f %-5s", figure, job.unit());
            if (peer != NbdPeer.SERVE) {
                System.out.printf(" %6.2f", ours / figure);
            }
        });
        System.out.println();
        return best.values().stream().allMatch(figure -> ours >= GOAL * figure);
    }

    private double measure(Fio job, Path image, NbdPeer peer) throws IOException, InterruptedException {
        try (var server = new Served(peer, image)) {
            job.run(server.socket, 1);
            return job.run(server.socket, seconds);
        }
    }

    // With the firmware's own start in it: nobody outside can tell the two apart.
    private boolean longest(Path image) throws IOException, InterruptedException {
        try (var server = new Served(NbdPeer.SERVE, image, "--crash-every=" + CRASH_MILLIS)) {
            double micros = Fio.LONGEST.run(server.socket, seconds);
            System.out.printf(
                    "%-28s %8.0f %-5s firmware crashed every %d ms%n",
                    Fio.LONGEST.words(), micros, Fio.LONGEST.unit(), CRASH_MILLIS);
            return micros < LONGEST_MICROS;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /// A server that runs and listens.
    private final class Served implements AutoCloseable {
        final Path socket;
        private final Process process;

        Served(NbdPeer peer, Path image, String... more) throws IOException {
            socket = image.resolveSibling("disk.sock");
            Path log = image.resolveSibling("log");
            var command = new ArrayList<>(peer.command(root, image, socket));
            command.addAll(List.of(more));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            while (!Files.exists(socket)) {
                if (!process.isAlive()) {
                    throw new IOException("a server ended: " + Files.readString(log));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            process.onExit().join();
            Files.deleteIfExists(socket);
        }
    }
}
