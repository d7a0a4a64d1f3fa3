package org.rtkit4j.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.wire.message.Mgmt;

/// Declarations refer to each other; whichever is touched first, all must come up.
class ClassInitializationTest {
    private static final URL CLASSES =
            Mgmt.class.getProtectionDomain().getCodeSource().getLocation();

    static List<String> classes() throws IOException, URISyntaxException {
        Path root = Path.of(CLASSES.toURI());
        try (Stream<Path> files = Files.walk(root.resolve("org"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classes")
    void comesUpWhenTouchedFirst(String name) throws IOException {
        try (var loader = new URLClassLoader(new URL[] {CLASSES}, ClassLoader.getPlatformClassLoader())) {
            assertDoesNotThrow(() -> Class.forName(name, true, loader));
        }
    }
}
