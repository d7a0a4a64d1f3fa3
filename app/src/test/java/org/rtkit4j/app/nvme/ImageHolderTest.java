package org.rtkit4j.app.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.emulator.profile.Profile;

/// A disk's image and two processes that want it: the second is refused, and told whom it has to wait for.
@Timeout(300)
class ImageHolderTest {
    private static final int IMAGE_BYTES = 8 << 20;

    @TempDir
    Path folder;

    private Path image;
    private Path profile;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        image = folder.resolve("disk.img");
        try (var content = new RandomAccessFile(image.toFile(), "rw")) {
            content.setLength(IMAGE_BYTES);
        }
        file = Files.write(folder.resolve("file"), new byte[4096]);
        profile = Files.writeString(folder.resolve("ans.properties"), profile("ans") + "nvme.image = " + image + "\n");
    }

    private static String profile(String name) throws IOException {
        try (var text = Profile.class.getResourceAsStream(name + ".properties")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("nvme.image =", "");
        }
    }

    @Test
    void whateverOpensAnImageBesideAServerIsRefused() throws Exception {
        try (var serve = Serve.start(folder, image)) {
            for (String line : List.of(
                    "nvme serve --listen 127.0.0.1:0 --for 1 --image " + image,
                    "nvme info --image " + image,
                    "nvme write --image " + image + " " + file,
                    "nvme read --image " + image + " " + folder.resolve("back"),
                    "nvme verify --image " + image + " " + file,
                    "boot " + profile,
                    "nvme info --via emulator:" + profile,
                    "emulate --proxy tcp:0 --for 1 --profile " + profile)) {
                Cli run = Cli.run(line.split(" "));
                assertEquals(
                        "1 rtkit: the disk's image is in use: file=%s, pid=%d\n".formatted(image, serve.pid()),
                        run.status() + " " + run.err(),
                        line);
            }
        }
    }

    @Test
    void whoIsKilledHoldsNothing() throws Exception {
        try (var serve = Serve.start(folder, image)) {
            serve.kill();
            Cli run = Cli.run("nvme", "info", "--image", image.toString());
            assertEquals(0, run.status(), run.err());
        }
    }

    /// As QEMU's tools hold an image that they write: a byte of it is locked.
    @Test
    void aProgramThatIsNotOursHoldsItToo() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stranger.class.getName(),
                        image.toString())
                .start();
        try {
            assertEquals("locked", other.inputReader().readLine());
            Cli run = Cli.run("nvme", "info", "--image", image.toString());
            assertEquals(1, run.status(), run.out());
            assertTrue(run.err().endsWith("pid=unknown\n"), run.err());
        } finally {
            other.destroyForcibly();
        }
        try (var _ = Serve.start(folder, image);
                var channel = FileChannel.open(image, StandardOpenOption.READ)) {
            assertNull(channel.tryLock(100, 1, true), "a byte that QEMU's tools lock");
        }
    }

    /// A process that locks a byte of a file, says so, and waits to be ended.
    static final class Stranger {
        private Stranger() {}

        static void main(String[] args) throws IOException {
            try (var file = FileChannel.open(Path.of(args[0]), StandardOpenOption.READ);
                    var _ = file.lock(100, 1, true)) {
                System.out.println("locked");
                System.in.read();
            }
        }
    }
}
