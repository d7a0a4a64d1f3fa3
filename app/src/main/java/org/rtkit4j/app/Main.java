package org.rtkit4j.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rtkit4j.app.file.OutputLostException;
import org.rtkit4j.app.file.Printers;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.LogPrinter;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.terminal.Verbosity;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// The entry point of the `rtkit` command.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> lost(thread, thrown, err));
        int status = run(Printers.standardOutput(), err, args);
        err.flush();
        System.exit(status);
    }

    /// Runs a command as a process would, with these streams.
    ///
    /// @return 0 done, 1 the operation failed or its answer did not arrive, 2 wrong usage or unreadable input
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            return ended(execute(out, err, CommandTree.spelled(args)), out, err);
        } catch (OutOfMemoryError _) {
            return tooLarge(err);
        }
    }

    private static int ended(int status, PrintWriter out, PrintWriter err) {
        try {
            out.flush();
            return status;
        } catch (OutputLostException e) {
            // Said already where the command itself has failed.
            return status == ExitStatus.OK ? Failure.report(e, err) : status;
        }
    }

    // What was asked for is too large, and nothing else is wrong: no stack trace helps. What held the memory is gone.
    private static int tooLarge(PrintWriter err) {
        long heap = Runtime.getRuntime().maxMemory();
        err.printf(
                "rtkit: not enough memory: heap=%d MB; RTKIT_JAVA_OPTIONS=-Xmx%dg gives it more%n",
                heap >> 20, Math.max(4, heap / (1L << 29)));
        err.flush();
        return ExitStatus.FAILED;
    }

    // A thread has died that others may wait for. Without memory nothing can be put in order before the end.
    private static void lost(Thread thread, Throwable thrown, PrintWriter err) {
        if (thrown instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(tooLarge(err));
        }
        err.printf("rtkit: %s: %s%n", thread.getName(), Terminal.escape(thrown.toString()));
        err.flush();
        System.getLogger("org.rtkit4j.app").log(System.Logger.Level.DEBUG, "where it was", thrown);
    }

    private static int execute(PrintWriter out, PrintWriter err, String... args) {
        return CommandTree.of(args)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.hasColour() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Misuse::path)
                .setParameterExceptionHandler(Misuse::report)
                .setExecutionStrategy(parsed -> run(parsed, err))
                .setExecutionExceptionHandler(
                        (exception, command, _) -> report(exception, command.getCommandSpec(), err))
                .execute(args);
    }

    private static int report(Exception exception, CommandSpec command, PrintWriter err) {
        if (Verbosity.isVerbose(command)) {
            exception.printStackTrace(err);
        }
        return Failure.report(exception, err);
    }

    // Help is printed outside of any command.
    private static int run(ParseResult parsed, PrintWriter err) {
        boolean isVerbose = Verbosity.isVerbose(parsed.commandSpec());
        Misuse.requireSense(parsed);
        try (var _ = isVerbose ? LogPrinter.start(err) : null) {
            return new RunLast().execute(parsed);
        } catch (OutputLostException e) {
            return Failure.report(e, err);
        }
    }
}
