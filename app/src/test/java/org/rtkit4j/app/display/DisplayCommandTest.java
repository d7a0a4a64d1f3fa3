package org.rtkit4j.app.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.display.Picture;

class DisplayCommandTest {
    @TempDir
    private Path folder;

    @Test
    void printsTheModesTheBestFirst() {
        var said = Cli.run("display", "modes", "--monitor", "full-hd");
        assertEquals(0, said.status(), said::toString);
        assertEquals("""
                1920x1080@60
                1920x1080@59.94
                1280x720@60
                640x480@60

                RGB 24-bit BT.709 SDR
                4:4:4 24-bit BT.709 SDR
                """, said.out());
        assertTrue(Cli.run("display", "modes", "--monitor", "full-hd", "--json")
                .out()
                .contains("\"mode\" : \"1920x1080@59.94\""));
    }

    @Test
    void withoutAMonitorThereAreNone() {
        var said = Cli.run("display", "modes", "--monitor", "none", "--json");
        assertEquals(1, said.status(), said::toString);
        assertTrue(said.out().contains("\"connected\" : false"));
        for (String command : List.of("modes", "set auto", "set 640x480", "show", "show --by iomfb")) {
            var refused = Cli.run(("display " + command + " --monitor none").split(" "));
            assertEquals(1, refused.status(), refused::toString);
            assertEquals("rtkit: display: no monitor is plugged in\n", refused.err());
            assertEquals("", refused.out());
        }
    }

    @Test
    void aProfileThatMakesNoSenseNamesItsFile() throws Exception {
        Path profile = folder.resolve("odd.properties");
        String[] command = {"display", "modes", "--via", "emulator:" + profile};
        Files.writeString(profile, "extends = dcp\ndisplay.dma = dart 0x231c00000 0\n");
        var said = Cli.run(command);
        assertEquals(2, said.status(), said::toString);
        String place = profile + ":2: display.dma = dart 0x231c00000 0";
        assertTrue(said.err().startsWith("rtkit: " + place + ": address is taken: "), said::err);
        Files.writeString(profile, "extends = dcp\ndisplay.hazards = empty-mode\n");
        said = Cli.run(command);
        assertEquals(2, said.status(), said::toString);
        assertTrue(said.err().startsWith("rtkit: " + profile + ":2: display.hazards = empty-mode: no such"), said::err);
        assertTrue(said.err().contains("empty-modes, other-answer"), said::err);
    }

    @Test
    void setsAMode() {
        var said = Cli.run("display", "set", "1280x720", "--monitor", "full-hd");
        assertEquals(0, said.status(), said::toString);
        assertEquals("1280x720@60, RGB 24-bit BT.709 SDR\n", said.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bgra", "rgba", "w30r"})
    void aLandscapeOfOurOwnIsSeenPixelForPixel(String format) throws Exception {
        Path file = folder.resolve("seen.png");
        var said = Cli.run(
                "display", "show", "--monitor", "fail-safe", "--format", format, "--screenshot", file.toString());
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().endsWith("seen on the screen: 307200 pixels, 0 differ\n"), said::out);
        assertEquals(Landscape.picture(640, 480), PictureFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bgra", "rgba", "w30r"})
    void itIsSeenByTheOperatingSystemsWayToo(String format) throws Exception {
        Path file = folder.resolve("seen.png");
        var said = Cli.run(
                "display",
                "show",
                "--by",
                "iomfb",
                "--monitor",
                "fail-safe",
                "--format",
                format,
                "--screenshot",
                file.toString());
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().endsWith("seen on the screen: 307200 pixels, 0 differ\n"), said::out);
        assertEquals(Landscape.picture(640, 480), PictureFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iboot", "iomfb"})
    void itIsSeenBehindAPortWhoseLinesAreTheAps(String way) throws Exception {
        Path file = folder.resolve("seen.png");
        String command = "display show --port 0:2:0 --monitor fail-safe --by " + way + " --screenshot " + file;
        var said = Cli.run(command.split(" "));
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().endsWith("seen on the screen: 307200 pixels, 0 differ\n"), said::out);
        assertEquals(Landscape.picture(640, 480), PictureFile.read(file));
    }

    @Test
    void bothWaysTellTheSameModes() {
        var iboot = Cli.run("display", "modes", "--monitor", "ultra-hd", "--json");
        var iomfb = Cli.run("display", "modes", "--monitor", "ultra-hd", "--json", "--by", "iomfb");
        assertEquals(0, iomfb.status(), iomfb::toString);
        assertEquals(iboot.out(), iomfb.out());
        assertEquals(
                1,
                Cli.run("display", "modes", "--monitor", "none", "--by", "iomfb")
                        .status());
        var watched = Cli.run("display", "watch", "--by", "iomfb", "--count", "1");
        assertTrue(watched.out().contains("plugged in: [3024x1964@"), watched::toString);
    }

    @Test
    void aPictureIsShownWholeInTheMiddle() throws Exception {
        Path image = folder.resolve("wide.ppm");
        byte[] pixels = new byte[2 * 3];
        pixels[0] = (byte) 0xff;
        pixels[5] = (byte) 0xff;
        Files.write(image, concat("P6 # red and blue\n2 1\n255\n".getBytes(StandardCharsets.US_ASCII), pixels));
        Path file = folder.resolve("seen.png");
        var said =
                Cli.run("display", "show", image.toString(), "--monitor", "fail-safe", "--screenshot", file.toString());
        assertEquals(0, said.status(), said::toString);
        Picture seen = PictureFile.read(file);
        assertEquals(0, seen.at(320, 0));
        assertEquals(0xff0000, seen.at(0, 240));
        assertEquals(0xff0000, seen.at(319, 240));
        assertEquals(0x0000ff, seen.at(320, 240));
    }

    @Test
    void watchesWhatIsPluggedIn() {
        var said = Cli.run("display", "watch", "--monitor", "fail-safe", "--count", "1", "--json");
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().contains("\"event\":\"plugged\",\"modes\":[\"640x480@60\"]"), said::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "display show /nowhere.png; rtkit: /nowhere.png: no such file",
                "display set 12; rtkit: 12: not of the form 1920x1080@60, 1920x1080 or auto",
                "display show --mode 1x1 --monitor fail-safe;"
                        + " rtkit: 1x1: the monitor has no such mode, it has [640x480@60]",
                "display show --format rgb; rtkit: --format rgb: none of bgra, rgba, w30r",
                "display modes --port 0:16:0; rtkit: --port 0:16:0: not CORE:PORT:DIE, each of them 0 to 15",
                "display modes --port 2; rtkit: --port 2: not CORE:PORT:DIE, each of them 0 to 15",
                "display modes --port 0:2:0 --via emulator:mtp; rtkit: no display: name=mtp",
                "display modes --via emulator:mtp; rtkit: no display: name=mtp",
                "display modes --of mtp; rtkit: no display: name=mtp",
                "display modes --of dcpext --via emulator:dcp;"
                        + " rtkit: --of: of an emulated display the profile says it, --via emulator:PROFILE",
                "display modes --of dcpext0;"
                        + " rtkit: --of: of an emulated display the profile says it, --via emulator:PROFILE",
                "display modes --by kms; rtkit: --by kms: neither iboot nor iomfb",
                "display modes --by iomfb --calls 14.0; rtkit: --calls 14.0: neither 12.3 nor 13.5",
                "display modes --by iomfb --calls 13.5; rtkit: --calls 13.5: this firmware has the calls of 12.3",
                "display show /dev/zero; rtkit: /dev/zero: neither PNG nor PPM (P6)",
                "display show --screenshot x.png --capture ./x.png;"
                        + " rtkit: x.png: cannot be written: --screenshot and --capture are the same file",
                "display show --via m1n1:tcp:127.0.0.1:1 --screenshot x.png;"
                        + " rtkit: --screenshot: only an emulated display can be looked at here",
                "display modes --calls 12.3; rtkit: --calls: only with --by iomfb",
                "display modes --by iomfb --via emulator:mtp; rtkit: no display: name=mtp",
                "display modes --monitor tv;"
                        + " rtkit: --monitor tv: no such monitor, there are [notebook, full-hd, ultra-hd, fail-safe] and none"
            })
    void whatMakesNoSenseIsOneLine(String command, String line) {
        var said = Cli.run(command.split(" "));
        assertEquals(2, said.status(), said::toString);
        assertEquals(line.strip() + "\n", said.err());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Picture picture = Landscape.picture(31, 17);
        assertEquals(picture, PngFile.read("x", PngFile.bytes(picture)));
    }

    @Test
    void whatIsReadIsNotWrittenOver() throws Exception {
        Path image = Files.write(folder.resolve("rgb.png"), PngFile.bytes(Landscape.picture(8, 8)));
        Path link = Files.createLink(folder.resolve("other.png"), image);
        for (String output : List.of("--screenshot " + image, "--capture " + link)) {
            var said = Cli.run(("display show " + image + " " + output).split(" "));
            assertEquals(2, said.status(), said::toString);
            assertTrue(said.err().endsWith("are the same file\n"), said::err);
            assertEquals(Landscape.picture(8, 8), PictureFile.read(image));
        }
    }

    @Test
    void filesThatAreNoPicturesSayWhy() throws Exception {
        byte[] whole = PngFile.bytes(Landscape.picture(8, 8));
        for (int length = 8; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(BadInputException.class, () -> PngFile.read("x", part));
        }
        assertEquals(
                "x: this form of PNG is not read: color type=2, depth=8, interlaced=true: offset=16",
                why(png(header(2, 8, 1), PIXELS)));
        Path text = Files.writeString(folder.resolve("text"), "no picture");
        assertEquals(
                text + ": neither PNG nor PPM (P6)",
                assertThrows(BadInputException.class, () -> PictureFile.read(text))
                        .getMessage());
    }

    @Test
    void everyBitOfAPngIsAccountedFor() throws Exception {
        byte[] whole = PngFile.bytes(Landscape.picture(3, 2));
        for (int bit = 8 * 8; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(BadInputException.class, () -> PngFile.read("x", damaged), "bit " + bit);
        }
    }

    private static final PngChunk PIXELS = new PngChunk("IDAT", packed(0, 1, 2, 3));

    /// A part of a PNG file.
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record PngChunk(String name, byte[] content) {}

    @Test
    void aPngThatContradictsItselfSaysWhere() {
        byte[] palette = {1, 2, 3, 4, 5, 6};
        PngChunk header = header(3, 8, 0);
        PngChunk colors = new PngChunk("PLTE", palette);
        PngChunk end = new PngChunk("IEND", new byte[0]);
        assertEquals(
                "x: a color beyond the palette: index=2, colors=2: offset=59", why(png(header, colors, PIXELS, end)));
        assertEquals("x: no palette before the pixels: offset=41", why(png(header, PIXELS, end)));
        assertEquals(
                "x: no place for a palette, or none of 1 to 256 colors: bytes=5: offset=41",
                why(png(header, new PngChunk("PLTE", new byte[5]), PIXELS, end)));
        assertEquals("x: it ends before its last chunk: offset=75", why(png(header, colors, PIXELS)));
        assertEquals("x: no header before the pixels: offset=16", why(png(PIXELS, end)));
        assertEquals(
                "x: a chunk that nobody may pass over: name=IHDX: offset=41",
                why(png(header, new PngChunk("IHDX", new byte[0]), end)));
        assertEquals(
                "x: this form of PNG is not read: color type=2, depth=4, interlaced=false: offset=16",
                why(png(header(2, 4, 0), PIXELS, end)));
        assertEquals(
                "x: it has more pixels than its size: offset=59",
                why(png(header, colors, new PngChunk("IDAT", packed(0, 0, 0, 0, 0)), end)));
        assertEquals(
                "x: larger than 16384 pixels or 67108864 in all, or empty: width=16384, height=4097: offset=16",
                why(png(new PngChunk("IHDR", new byte[] {0, 0, 0x40, 0, 0, 0, 0x10, 1, 8, 2, 0, 0, 0}), end)));
    }

    // Of three pixels in a line.
    private static PngChunk header(int kind, int depth, int interlaced) {
        return new PngChunk(
                "IHDR", new byte[] {0, 0, 0, 3, 0, 0, 0, 1, (byte) depth, (byte) kind, 0, 0, (byte) interlaced});
    }

    private static byte[] packed(int... line) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            for (int each : line) {
                out.write(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] png(PngChunk... chunks) {
        var out = ByteBuffer.allocate(1000).putLong(0x8950_4e47_0d0a_1a0aL);
        for (PngChunk chunk : chunks) {
            byte[] name = chunk.name().getBytes(StandardCharsets.US_ASCII);
            var sum = new CRC32();
            sum.update(name);
            sum.update(chunk.content());
            out.putInt(chunk.content().length).put(name).put(chunk.content()).putInt((int) sum.getValue());
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static String why(byte[] png) {
        return String.valueOf(assertThrows(BadInputException.class, () -> PngFile.read("x", png))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "P6 999999999999 1 255 ; no number: width=999999999999: offset=3",
                "P6 -4 1 255 ; no number: width=-4: offset=3",
                "P6 4x 1 255 ; no number: width=4x: offset=3",
                "P6 999999 1 255 ; larger than 16384 pixels or 67108864 in all, or empty:"
                        + " width=999999, height=1: offset=15",
                "P6 2 1 65535 ; this form of PPM is not read: largest=65535: offset=12",
                "P6 2; no number: height=: offset=4",
                "P6 2 1 255 abc; it ends before its last line: offset=14"
            })
    void aPpmThatIsNotReadSaysWhatItSays(String text, String why) throws Exception {
        Path file = Files.writeString(folder.resolve("x.ppm"), text);
        assertEquals(
                file + ": " + why,
                assertThrows(BadInputException.class, () -> PictureFile.read(file))
                        .getMessage());
    }

    @Test
    void whatNeverEndsIsReadToALimit() throws Exception {
        Path file = folder.resolve("large.ppm");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.writeBytes("P6 4 4 255 ");
            sparse.setLength((256L << 20) + 1);
        }
        assertEquals(
                file + ": too large for a picture: more than 256 MiB",
                assertThrows(BadInputException.class, () -> PictureFile.read(file))
                        .getMessage());
    }

    @Test
    void anEmptyRoomIsBlack() {
        assertArrayEquals(
                new int[4],
                PictureFile.fitted(new Picture(1, 1, new int[1]), 2, 2).rgb());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
