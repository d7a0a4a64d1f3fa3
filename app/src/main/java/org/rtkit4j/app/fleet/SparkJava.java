package org.rtkit4j.app.fleet;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;

/// The Java that runs the add-on: this process's own where it is a whole one, else that of `JAVA_HOME`. The runtime in
/// the archive has what the command needs, which is a third of what Spark does.
final class SparkJava {
    private static final String VARIABLE = "JAVA_HOME";
    private static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");
    /// Spark needs it, and nothing else here does.
    private static final String MODULE = "java.security.jgss";

    private SparkJava() {}

    /// @throws BadInputException if there is none
    static Path find() throws BadInputException {
        boolean isWhole = ModuleFinder.ofSystem().find(MODULE).isPresent();
        return isWhole ? java(Path.of(System.getProperty("java.home"))) : of(System.getenv(VARIABLE));
    }

    static Path of(@Nullable String home) throws BadInputException {
        if (home == null || home.isEmpty() || !isNewEnough(Path.of(home))) {
            throw new BadInputException("fleet needs a JDK, %s or newer, and this runtime has no more than the command "
                            .formatted(OLDEST)
                    + "itself uses: " + VARIABLE + " is to name one, and is " + (home == null ? "not set" : home));
        }
        return java(Path.of(home));
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    private static boolean isNewEnough(Path home) {
        var release = new Properties();
        try (var file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Files.isExecutable(java(home))
                    && Runtime.Version.parse(version).compareTo(OLDEST) >= 0;
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }
}
