package org.rtkit4j.forensics.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.rtkit4j.forensics.Tool;
import org.rtkit4j.testkit.Corpus;

/// Linux's printer of crash logs, compiled from its source, unmodified, into a program.
///
/// The source comes from the folder that the property `rtkit.linux` names, or from Debian's package linux-source-6.1.
final class LinuxPrinter {
    private static final String SOURCE = "drivers/soc/apple/rtkit-crashlog.c";
    private static final Path PACKAGE = Path.of("/usr/src/linux-source-6.1.tar.xz");

    private final Path program;
    private final Path log;

    private LinuxPrinter(Path folder) {
        program = folder.resolve("printer");
        log = folder.resolve("log.bin");
    }

    /// Compiles it, or skips the test that asks.
    static LinuxPrinter compiledIn(Path folder) throws IOException, InterruptedException {
        String compiler = Tool.find("linux", "gcc", "cc");
        Path source = source(folder);
        for (String name : new String[] {"main.c", "rtkit-internal.h"}) {
            try (InputStream in = LinuxPrinter.class.getResourceAsStream("/conformance/crashlog/" + name)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(name));
            }
        }
        var printer = new LinuxPrinter(folder);
        String output = Tool.run(List.of(
                compiler,
                "-std=gnu11",
                "-O2",
                "-I" + folder,
                "-o",
                printer.program.toString(),
                source.toString(),
                folder.resolve("main.c").toString()));
        if (!Files.isExecutable(printer.program)) {
            throw new AssertionError("does not compile: " + output);
        }
        return printer;
    }

    /// The printer beside our header: it includes the one in its own folder first.
    private static Path source(Path folder) throws IOException, InterruptedException {
        String given = System.getProperty("rtkit.linux");
        Path copy = folder.resolve("rtkit-crashlog.c");
        if (given != null) {
            return Files.copy(Path.of(given, SOURCE), copy);
        }
        if (!Files.exists(PACKAGE)) {
            if (Corpus.isRequired("linux")) {
                throw new AssertionError("required and not there: " + PACKAGE);
            }
            Assumptions.abort("skipped, not installed: linux-source-6.1");
        }
        Tool.find("linux", "tar");
        Tool.find("linux", "xz");
        String member = "linux-source-6.1/" + SOURCE;
        String output =
                Tool.run(List.of("tar", "-xJf", PACKAGE.toString(), "-C", folder.toString(), "--occurrence=1", member));
        Path unpacked = folder.resolve(member);
        if (!Files.exists(unpacked)) {
            throw new AssertionError("not unpacked: " + output);
        }
        return Files.copy(unpacked, copy);
    }

    /// Returns what Linux prints of a log.
    String print(byte[] bytes) throws IOException, InterruptedException {
        Files.write(log, bytes);
        return Tool.run(List.of(program.toString(), log.toString()));
    }
}
