package org.rtkit4j.benchmarks.disk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program that serves an image file over NBD.
enum NbdPeer {
    /// Ours: what is not flushed is kept for a crash of the firmware, all of it.
    SERVE("nvme serve", "fio") {
        @Override
        List<String> command(Path root, Path image, Path socket) {
            return List.of(
                    root.resolve("rtkit").toString(),
                    "nvme",
                    "serve",
                    "--image=" + image,
                    "--socket=" + socket,
                    "--unflushed=" + NbdBenchmark.IMAGE_MIB + "M");
        }
    },
    NBDKIT("nbdkit file", "nbdkit") {
        @Override
        List<String> command(Path root, Path image, Path socket) {
            return List.of("nbdkit", "-f", "-U", socket.toString(), "file", image.toString());
        }
    },
    /// Its writes stay in the page cache until a client flushes, as those of the others.
    QEMU("qemu-nbd", "qemu-nbd") {
        @Override
        List<String> command(Path root, Path image, Path socket) {
            return List.of(
                    "qemu-nbd",
                    "--persistent",
                    "--format=raw",
                    "--cache=writeback",
                    "--socket=" + socket,
                    image.toString());
        }
    };

    private final String words;
    private final String program;

    NbdPeer(String words, String program) {
        this.words = words;
        this.program = program;
    }

    /// Returns what starts it on an image.
    ///
    /// @param root the project's folder
    abstract List<String> command(Path root, Path image, Path socket);

    /// Returns whether what it needs is on the PATH.
    boolean isThere() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    @Override
    public String toString() {
        return words;
    }
}
