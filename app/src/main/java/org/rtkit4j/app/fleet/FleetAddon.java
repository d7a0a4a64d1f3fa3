package org.rtkit4j.app.fleet;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;

/// The folder with the jars of `fleet` and of Spark, which are ten times as large as the command itself and no part of
/// it.
///
/// Where the variable `RTKIT_FLEET` says, else `fleet` beside the folder that the command's own jars are in.
final class FleetAddon {
    private static final String VARIABLE = "RTKIT_FLEET";
    private static final String MAIN = "org.rtkit4j.fleet.command.FleetMain";

    private final Path folder;
    private final Path java;

    private FleetAddon(Path folder, Path java) {
        this.folder = folder;
        this.java = java;
    }

    /// @throws BadInputException if there is none, or no Java for it; the message says how to get it
    static FleetAddon find() throws BadInputException {
        return in(folder(System.getenv(VARIABLE)), SparkJava.find());
    }

    /// @param folder null: nobody has named one
    static FleetAddon in(@Nullable Path folder, Path java) throws BadInputException {
        if (folder == null || !Files.isDirectory(folder.resolve("lib"))) {
            throw new BadInputException("fleet is an add-on with Apache Spark, 250 MB, and not there: looked in "
                    + (folder == null ? "no folder" : folder) + ". In a checkout, fleet/build makes it; elsewhere, "
                    + VARIABLE + " names its folder: docs/fleet.md");
        }
        return new FleetAddon(folder, java);
    }

    private static @Nullable Path folder(@Nullable String variable) {
        return variable == null || variable.isEmpty() ? besideTheCommand() : Path.of(variable);
    }

    private static @Nullable Path besideTheCommand() {
        CodeSource source = FleetAddon.class.getProtectionDomain().getCodeSource();
        try {
            Path lib = Path.of(source.getLocation().toURI()).getParent();
            return lib == null ? null : lib.resolveSibling("fleet");
        } catch (URISyntaxException | RuntimeException _) {
            // Where the runtime has the classes in itself, nothing lies beside them.
            return null;
        }
    }

    /// Runs it in the place of this process: with its streams, until it ends.
    ///
    /// @param showsProgress whether somebody sees stderr
    /// @return its exit status
    int run(List<String> arguments, boolean showsProgress) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(arguments, showsProgress))
                .inheritIO()
                .start();
        // Whoever ends this process means that one. It stays for the rest of this process's life, which is short.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process.waitFor();
    }

    private List<String> command(List<String> arguments, boolean showsProgress) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("@" + folder.resolve("java-options"));
        Path cache = folder.resolve("fleet.aot");
        if (Files.exists(cache)) {
            // Where it is of other jars, the JVM passes it over.
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-Drtkit.stderr.terminal=" + showsProgress);
        command.add("--class-path");
        command.add(folder.resolve("lib") + "/*");
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }
}
