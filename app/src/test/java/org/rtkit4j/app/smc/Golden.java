package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Output that was looked at once and is compared from then on; `-Drtkit.update=golden` writes it anew.
public final class Golden {
    private static final Path FOLDER = Path.of(System.getProperty("rtkit.root", ".."), "app/src/test/golden");

    private Golden() {}

    static void check(String name, String text) throws IOException {
        check("smc", name, text);
    }

    public static void check(String folder, String name, String text) throws IOException {
        Path file = FOLDER.resolve(folder).resolve(name);
        if (System.getProperty("rtkit.update", "").equals("golden")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, name);
    }
}
