package org.rtkit4j.app.nvme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.smc.Tools;

/// What others make of the disk that `rtkit nvme serve` exports: libnbd's tools, QEMU's, fio's, and a file system.
@Timeout(300)
class NbdToolsTest {
    private static final int IMAGE_BYTES = 48 << 20;

    @TempDir
    Path folder;

    @BeforeEach
    void need() {
        Tools.require("nbd", "nbdinfo", "nbdcopy", "qemu-img", "fio", "mkfs.ext4", "fsck.ext4");
    }

    @Test
    void whatIsServedReadOnlyStaysAsItWas() throws Exception {
        Path disk = fileSystem();
        byte[] before = Files.readAllBytes(disk);
        try (var serve = Serve.start(folder, disk, "--read-only")) {
            String info = run("nbdinfo", serve.uri());
            assertTrue(info.contains("is_read_only: true"), info);
            assertTrue(info.contains("can_trim: false") && info.contains("can_zero: false"), info);
            var write = assertThrows(AssertionError.class, () -> run("nbdcopy", disk.toString(), serve.uri()));
            assertTrue(String.valueOf(write.getMessage()).contains("read-only"), write::toString);
        }
        assertArrayEquals(before, Files.readAllBytes(disk));
    }

    @Test
    void aFileSystemGoesInAndComesOutIdentical() throws Exception {
        Path image = fileSystem();
        Path disk = empty("disk.img");
        Path back = folder.resolve("back.img");
        try (var serve = Serve.start(folder, disk)) {
            String info = run("nbdinfo", serve.uri());
            for (String line : List.of(
                    "newstyle-fixed without TLS, using structured packets",
                    "export-size: " + IMAGE_BYTES,
                    "can_flush: true",
                    "can_fua: true",
                    "can_multi_conn: true",
                    "can_trim: true",
                    "can_zero: true")) {
                assertTrue(info.contains(line), info);
            }
            run("nbdcopy", "--flush", image.toString(), serve.uri());
            run("nbdcopy", serve.uri(), back.toString());
            assertEquals(-1, Files.mismatch(image, back));
            run("fsck.ext4", "-fn", back.toString());
            assertEquals(
                    "Images are identical.",
                    run("qemu-img", "compare", "-fraw", "-Fraw", image.toString(), serve.uri())
                            .strip());
            serve.end();
            assertFalse(serve.hasSocket());
        }
        assertEquals(-1, Files.mismatch(image, disk));
        assertEquals(
                0,
                Cli.run("nvme", "verify", "--image", disk.toString(), image.toString())
                        .status());
    }

    @Test
    void qemuConvertsToItAndFromIt() throws Exception {
        Path image = fileSystem();
        Path back = folder.resolve("back.qcow2");
        try (var serve = Serve.start(folder, empty("disk.img"))) {
            run("qemu-img", "convert", "-n", "-fraw", "-Oraw", image.toString(), serve.uri());
            run("qemu-img", "convert", "-fraw", "-Oqcow2", serve.uri(), back.toString());
            run("qemu-img", "compare", "-fraw", "-Fqcow2", image.toString(), back.toString());
        }
    }

    /// The short form; docs/nvme.md has the long one.
    @Test
    void fioFindsWhatItWroteWhileTheFirmwareCrashes() throws Exception {
        try (var serve = Serve.start(folder, empty("disk.img"), "--crash-every", "250", "--json")) {
            run(
                    "fio",
                    "--name=verify",
                    "--ioengine=nbd",
                    "--uri=" + serve.uri(),
                    "--rw=randwrite",
                    "--bsrange=4k-64k",
                    "--iodepth=16",
                    "--size=40m",
                    "--io_size=160m",
                    "--verify=crc32c",
                    "--verify_backlog=256",
                    "--verify_fatal=1",
                    "--verify_state_save=0");
            String out = serve.end();
            var restarts = Pattern.compile("\"restarts\" : (\\d+)").matcher(out);
            assertTrue(restarts.find() && Integer.parseInt(restarts.group(1)) > 0, out);
            assertTrue(out.contains("\"failure\" : null"), out);
            assertTrue(serve.complaints().contains("restarting the controller"));
        }
    }

    private Path empty(String name) throws IOException {
        Path file = folder.resolve(name);
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(IMAGE_BYTES);
        }
        return file;
    }

    private Path fileSystem() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        var random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++) {
            byte[] content = new byte[random.nextInt(60_000)];
            random.nextBytes(content);
            Files.write(files.resolve("file-" + i), content);
        }
        Path image = empty("source.img");
        run("mkfs.ext4", "-q", "-F", "-d", files.toString(), image.toString());
        return image;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        return Tools.run("", command);
    }
}
