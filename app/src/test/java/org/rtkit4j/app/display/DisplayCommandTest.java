package org.rtkit4j.app.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        var shown = Cli.run("display", "show", "--monitor", "none");
        assertEquals(1, shown.status());
        assertEquals("rtkit: display: no monitor is plugged in, or it has no mode: show\n", shown.err());
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
        assertTrue(said.out().contains("\"event\":\"plugged\",\"modes\":\"[640x480@60]\""), said::out);
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
                "display modes --of dcpext0;"
                        + " rtkit: --of: of an emulated display the profile says it, --via emulator:PROFILE",
                "display modes --by kms; rtkit: --by kms: neither iboot nor iomfb",
                "display modes --by iomfb --calls 14.0; rtkit: --calls 14.0: neither 12.3 nor 13.5",
                "display modes --calls 12.3; rtkit: --calls: only with --by iomfb",
                "display modes --by iomfb --via emulator:mtp; rtkit: emulator:mtp has no display",
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
    void filesThatAreNoPicturesSayWhy() throws Exception {
        byte[] whole = PngFile.bytes(Landscape.picture(8, 8));
        for (int length = 8; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length < whole.length - 12) {
                assertThrows(BadInputException.class, () -> PngFile.read("x", part));
            }
        }
        byte[] interlaced = whole.clone();
        interlaced[8 + 8 + 12] = 1;
        assertEquals(
                "x: this form of PNG is not read: color type=2, depth=8, interlaced=true: offset=16",
                assertThrows(BadInputException.class, () -> PngFile.read("x", interlaced))
                        .getMessage());
        Path text = Files.writeString(folder.resolve("text"), "no picture");
        assertEquals(
                text + ": neither PNG nor PPM (P6)",
                assertThrows(BadInputException.class, () -> PictureFile.read(text))
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
