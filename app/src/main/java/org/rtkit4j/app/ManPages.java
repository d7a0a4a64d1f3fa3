package org.rtkit4j.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.file.Printers;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Writes a page of the manual for each command: `rtkit.1`, `rtkit-smc.1`, `rtkit-smc-read.1`. The archive has them.
///
/// picocli's own generator writes AsciiDoc, and to make a page of that takes Ruby.
public final class ManPages {
    private ManPages() {}

    /// Writes the pages into the folder that is named, which is made where it is missing.
    public static void main(String[] args) throws IOException {
        // Where this command is called, all others are known whole.
        write(CommandTree.of("completion").getCommandSpec(), Files.createDirectories(Path.of(args[0])));
    }

    private static void write(CommandSpec command, Path folder) throws IOException {
        Path file = folder.resolve(ManPage.nameOf(command) + ".1");
        try (PrintWriter out = Printers.into(Files.createFile(file))) {
            new ManPage(out).print(command);
        }
        for (CommandLine sub : command.subcommands().values()) {
            write(sub.getCommandSpec(), folder);
        }
    }
}
