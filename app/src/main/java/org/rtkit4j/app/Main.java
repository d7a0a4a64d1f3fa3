package org.rtkit4j.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The entry point of the `rtkit` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, args);
        out.flush();
        err.flush();
        // A reader that went away (`| head`) is no failure of ours, but the answer did not arrive.
        System.exit(out.checkError() && status == ExitStatus.OK ? ExitStatus.FAILED : status);
    }

    /// Runs a command as a process would, with these streams.
    ///
    /// @return 0 done, 1 the operation failed, 2 wrong usage or unreadable input
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return CommandTree.of(args)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.hasColour() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failure::report)
                .execute(args);
    }
}
