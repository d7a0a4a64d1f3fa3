package org.rtkit4j.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The archive, unpacked somewhere.
///
/// @param home the folder that was in it
record UnpackedArchive(Path home) {
    private static final Path BUILT = Path.of(System.getProperty("rtkit.distribution", "target"));

    /// Returns the archive's file.
    static Path file() throws Exception {
        return BUILT.resolve(Files.readString(BUILT.resolve("archive")).strip());
    }

    /// Unpacks it into a new folder with spaces in its name, as folders of users have.
    static UnpackedArchive in(Path folder) throws Exception {
        Path place = Files.createDirectory(folder.resolve("a place of its own"));
        String archive = file().toAbsolutePath().toString();
        int status = new ProcessBuilder("tar", "xzf", archive)
                .directory(place.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("tar ended with " + status + ": " + archive);
        }
        try (Stream<Path> unpacked = Files.list(place)) {
            return new UnpackedArchive(unpacked.findFirst().orElseThrow());
        }
    }

    Path launcher() {
        return home.resolve("bin/rtkit");
    }
}
