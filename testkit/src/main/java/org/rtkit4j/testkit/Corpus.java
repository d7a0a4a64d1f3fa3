package org.rtkit4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Real input for tests, which the project does not contain: see `docs/testing.md`.
///
/// Found at the system property `rtkit.corpus`. Where it is absent a test is skipped, saying so; where the property
/// `rtkit.required` names `corpus`, as in CI, it fails instead.
public final class Corpus {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.corpus", "../shared/corpus"));

    private Corpus() {}

    /// Returns a file or folder of the corpus, or skips the test that asks.
    public static Path path(String relative) {
        Path path = ROOT.resolve(relative);
        if (!Files.exists(path)) {
            if (isRequired("corpus")) {
                throw new AssertionError("the corpus is required and not there: " + path);
            }
            Assumptions.abort("skipped, no corpus: " + path);
        }
        return path;
    }

    /// Returns the bytes of a file of the corpus, or skips the test that asks.
    public static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns whether an optional check must run: whether the property `rtkit.required` names it.
    public static boolean isRequired(String check) {
        return List.of(System.getProperty("rtkit.required", "").split(",", -1)).contains(check);
    }
}
