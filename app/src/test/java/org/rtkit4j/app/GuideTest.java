package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The code that documents show is code that the build compiles and tests: a part of `examples`, letter by letter.
class GuideTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));
    private static final Pattern JAVA = Pattern.compile("^```java\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/guide-driver.md"})
    void everyPieceOfJavaIsPartOfTheExamples(String document) throws IOException {
        List<String> examples = sources();
        List<String> pieces = JAVA.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(found -> flush(found.group(1)))
                .toList();
        assertTrue(!pieces.isEmpty(), document);
        for (String piece : pieces) {
            assertTrue(examples.stream().anyMatch(source -> source.contains(piece)), () -> document + ":\n" + piece);
        }
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(ROOT.resolve("examples/src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(GuideTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return flush(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flush(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
