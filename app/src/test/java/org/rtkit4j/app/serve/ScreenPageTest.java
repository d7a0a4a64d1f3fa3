package org.rtkit4j.app.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.display.Landscape;
import org.rtkit4j.app.display.PngFile;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.emulator.display.Picture;

/// A picture of our own on the emulated screen, as the page shows it in a real browser: pixel for pixel.
@ExtendWith(OneBrowser.class)
class ScreenPageTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void take(Browser given) {
        browser = given;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bgra", "rgba", "w30r"})
    void thePageShowsEveryPixelAsItWasDrawn(String format) throws Exception {
        Picture photo = photo();
        Path file = folder.resolve("photo.png");
        Files.write(file, PngFile.bytes(photo));
        Path profile = folder.resolve("small.properties");
        Files.writeString(profile, "extends = dcp\ndisplay.connector = external\ndisplay.monitor = fail-safe\n");
        try (var served = Served.start(profile.toString(), "--picture", file.toString(), "--format", format)) {
            browser.openAnew(served.address().toString());
            assertEquals("none", Tools.await(() -> differing(photo), "none"::equals));
            browser.picture("screen-" + format);
            assertEquals(List.of(), browser.complaints());
            // Else the page asks for a server that is gone, and the next test hears of it.
            browser.open("about:blank");
        }
    }

    // A landscape with a line of every colour's beginning across it, and noise: what a mistake in any bit changes.
    private static Picture photo() {
        Picture landscape = Landscape.picture(WIDTH, HEIGHT);
        int[] rgb = landscape.rgb().clone();
        var random = new SplittableRandom(21);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < 24; y++) {
                rgb[y * WIDTH + x] = 1 << y;
                rgb[(HEIGHT - 1 - y) * WIDTH + x] = random.nextInt(1 << 24);
            }
        }
        return new Picture(WIDTH, HEIGHT, rgb);
    }

    // A screen is black from its mode to its first picture, and an image is none while the next one is loaded.
    private static String differing(Picture photo) {
        int[] seen = pixels();
        if (seen.length != photo.rgb().length) {
            return "no picture of that size: pixels=" + seen.length;
        }
        long count = IntStream.range(0, seen.length)
                .filter(i -> seen[i] != photo.rgb()[i])
                .count();
        return count == 0 ? "none" : "pixels=" + count;
    }

    // What the page's own image has, red, green and blue in one number.
    private static int[] pixels() {
        var numbers = (List<?>) browser.script("""
                const image = document.querySelector('.screen img');
                if (!image || !image.complete || image.naturalWidth === 0) {
                    return [];
                }
                const canvas = document.createElement('canvas');
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                const pen = canvas.getContext('2d');
                pen.drawImage(image, 0, 0);
                const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
                const seen = [];
                for (let at = 0; at < data.length; at += 4) {
                    seen.push(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
                }
                return seen;
                """);
        return numbers.stream().mapToInt(each -> ((Number) each).intValue()).toArray();
    }
}
