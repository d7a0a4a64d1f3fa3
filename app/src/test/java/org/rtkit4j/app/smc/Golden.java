package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Output that was looked at once and is compared from then on; `-Drtkit.update=golden` writes it anew.
final class Golden {
    private static final Path FOLDER = Path.of(System.getProperty("rtkit.root", ".."), "app/src/test/golden/smc");

    private Golden() {}

    static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (System.getProperty("rtkit.update", "").equals("golden")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, name);
    }
}
