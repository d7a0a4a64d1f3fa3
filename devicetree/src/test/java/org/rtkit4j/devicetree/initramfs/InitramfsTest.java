package org.rtkit4j.devicetree.initramfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.devicetree.Bytes;
import org.rtkit4j.devicetree.DebianTool;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class InitramfsTest {
    @TempDir
    Path folder;

    // By hand from buffer-format.rst.
    private static void file(ByteArrayOutputStream out, String name, String content) {
        String head = "070701" + "00000001" + "000081a4" + "00000000".repeat(2) + "00000001" + "00000000"
                + "%08x".formatted(content.length()) + "00000000".repeat(4)
                + "%08x".formatted(name.length() + 1) + "00000000";
        text(out, head + name + "\0");
        text(out, content);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }

    private static byte[] archive(String... names) {
        var out = new ByteArrayOutputStream();
        for (String name : names) {
            file(out, name, "content of " + name);
        }
        file(out, "TRAILER!!!", "");
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] xz(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream packed = new XZOutputStream(out, new LZMA2Options(1))) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    // One block of literals only: 0xf0 and the rest of their number in bytes of up to 255.
    private static byte[] lz4(byte[] bytes) {
        var block = new ByteArrayOutputStream();
        block.write(0xf0);
        for (int left = bytes.length - 15; left >= 0; left -= 255) {
            block.write(Math.min(left, 255));
        }
        block.writeBytes(bytes);
        int size = block.size();
        return joined(
                Bytes.of("02214c18"),
                new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)},
                block.toByteArray());
    }

    private byte[] zstd(byte[] bytes) throws IOException {
        DebianTool.need("zstd", "zstd");
        Path file = Files.write(folder.resolve("archive"), bytes);
        DebianTool.run("zstd", "-qf", "--no-check", file.toString());
        return Files.readAllBytes(folder.resolve("archive.zst"));
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] packed(String how, byte[] bytes) throws IOException {
        return switch (how) {
            case "gzip" -> gzip(bytes);
            case "xz" -> xz(bytes);
            case "zstd" -> zstd(bytes);
            case "lz4" -> lz4(bytes);
            default -> bytes;
        };
    }

    @ParameterizedTest
    @CsvSource({"cpio", "gzip", "xz", "zstd", "lz4"})
    void readsAnArchivePackedInAnyWay(String how) throws IOException, ImageFormatException {
        byte[] early = archive("kernel/x86/microcode/a.bin");
        byte[] main = packed(how, archive("./lib/modules/6.1/kernel/nvme-apple.ko.xz", "init"));
        byte[] last = packed(how, archive("/usr/lib/modules/6.1/extra/snd.ko", "lib/modules/6.2/kernel/nvme.ko"));
        Initramfs image = Initramfs.read(joined(early, new byte[512], main, new byte[3], last, new byte[1000]));
        assertEquals(
                List.of("cpio 1", how + " 2", how + " 2"),
                image.parts().stream().map(p -> p.packing() + " " + p.files()).toList());
        assertEquals(early.length + 512, image.parts().get(1).offset());
        assertTrue(
                image.files().contains("lib/modules/6.1/kernel/nvme-apple.ko.xz"),
                image.files().toString());
        assertEquals(Set.of("nvme_apple", "snd", "nvme"), image.modules());
        assertEquals(Set.of("6.1", "6.2"), image.kernels());
    }

    @Test
    void unpacksLz4MatchesThatReachIntoThemselves() throws ImageFormatException {
        // An archive whose first name is 60 letters: 110 letters of head and 1, then a match of 59 at distance
        // 1.
        var plain = new ByteArrayOutputStream();
        file(plain, "a".repeat(61), "");
        file(plain, "TRAILER!!!", "");
        byte[] bytes = plain.toByteArray();
        int rest = bytes.length - 111 - 60;
        byte[] block = joined(
                new byte[] {(byte) 0xff, 111 - 15},
                java.util.Arrays.copyOf(bytes, 111),
                new byte[] {1, 0, 60 - 4 - 15},
                new byte[] {(byte) 0xf0, (byte) (rest - 15)},
                java.util.Arrays.copyOfRange(bytes, 171, bytes.length));
        byte[] image =
                joined(Bytes.of("02214c18"), new byte[] {(byte) block.length, (byte) (block.length >> 8), 0, 0}, block);
        assertEquals(
                Set.of("a".repeat(61), "TRAILER!!!").size() - 1,
                Initramfs.read(image).files().size());
        assertTrue(Initramfs.read(image).files().contains("a".repeat(61)));
    }

    /// A block of zeroes as large as one may be: one letter, a match of all but the last five, and those.
    private static byte[] wholeLz4Block() {
        int run = (8 << 20) - 6 - 4 - 15;
        byte[] lengths = new byte[run / 255 + 1];
        Arrays.fill(lengths, (byte) 0xff);
        lengths[lengths.length - 1] = (byte) (run % 255);
        byte[] block = joined(new byte[] {0x1f, 0, 1, 0}, lengths, new byte[] {0x50, 0, 0, 0, 0, 0});
        return joined(
                new byte[] {(byte) block.length, (byte) (block.length >> 8), (byte) (block.length >> 16), 0}, block);
    }

    @Test
    void anLz4BlockMayBeAsLargeAsBlocksAre() throws IOException, ImageFormatException {
        byte[] image = joined(lz4(archive("init")), wholeLz4Block(), wholeLz4Block());
        assertEquals(Set.of("init"), Initramfs.read(image).files());
    }

    @ParameterizedTest
    @CsvSource({"gzip", "xz", "zstd"})
    void whatUnpacksToAHundredTimesItsSizeIsRefusedEarly(String how) throws IOException {
        byte[] bomb = packed(how, joined(archive("init"), new byte[96 << 20]));
        var refused = assertThrows(ImageFormatException.class, () -> Initramfs.read(bomb));
        long limit = (64L << 20) + 100L * bomb.length;
        assertEquals(
                "unpacks to more than an initramfs of its size does: limit=%d, in what the %s at 0x0 unpacks to"
                        .formatted(limit, how),
                refused.reason());
    }

    @Test
    void manySmallPartsShareTheLimit() throws IOException {
        byte[] part = packed("gzip", joined(archive("init"), new byte[20 << 20]));
        byte[] image = joined(part, part, part, part, part);
        var refused = assertThrows(ImageFormatException.class, () -> Initramfs.read(image));
        assertTrue(refused.reason().startsWith("unpacks to more than an initramfs of its size does"), refused::reason);
    }

    @Test
    void saysWhatIsLacking() throws ImageFormatException {
        Initramfs image = Initramfs.read(archive("lib/modules/6.1/kernel/nvme-core.ko.zst"));
        KernelModule core = new KernelModule("nvme_core", "kernel/nvme-core.ko", List.of());
        KernelModule apple = new KernelModule("nvme_apple", "kernel/nvme-apple.ko", List.of());
        assertEquals(List.of(apple), image.lacks(List.of(core, apple)));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 58, 'neither a cpio archive'",
        "5, 58, 'no cpio archive of the form newc'",
        "96, 58, 'no hexadecimal digit'",
        "94, 55, 'a name or a number of files without measure'",
        "54, 56, 'the archive ends within a file'",
    })
    void refusesABrokenArchive(int at, int value, String why) {
        byte[] bytes = archive("init");
        bytes[at] = (byte) value;
        ImageFormatException refused = assertThrows(ImageFormatException.class, () -> Initramfs.read(bytes));
        assertTrue(refused.reason().contains(why), refused.getMessage());
    }

    @Test
    void refusesWhatIsPackedInAWayThatIsNotRead() {
        byte[] bzip2 = Bytes.of("'BZh91AY'");
        assertTrue(assertThrows(ImageFormatException.class, () -> Initramfs.read(bzip2))
                .reason()
                .contains("packed with bzip2"));
    }

    @Test
    void refusesAnImageOfNothing() {
        assertThrows(ImageFormatException.class, () -> Initramfs.read(new byte[0]));
        assertThrows(ImageFormatException.class, () -> Initramfs.read(new byte[100]));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void damageIsRefusedOrReadButNeverMore(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] archive = archive("lib/modules/6.1/kernel/a.ko", "b", "c/d");
        byte[][] images = {archive, gzip(archive), xz(archive), lz4(archive), joined(archive, gzip(archive))};
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Bytes.damaged(images[random.nextInt(images.length)], random);
            try {
                assertTrue(Initramfs.read(damaged).files().size() <= 8);
            } catch (ImageFormatException e) {
                assertTrue(e.offset() >= 0, e.getMessage());
            }
        }
    }
}
