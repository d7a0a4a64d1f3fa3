package org.rtkit4j.app.terminal;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program that shows a long text a screen at a time: `RTKIT_PAGER`, else `PAGER`, else `less`, which shows a
/// text that fits as it is.
public final class Pager implements AutoCloseable {
    private final Process process;
    private final PrintWriter writer;

    private Pager(Process process, Writer input) {
        this.process = process;
        this.writer = new PrintWriter(input);
    }

    /// Returns the command that the environment asks for; empty where it asks for none.
    public static String command() {
        String own = System.getenv("RTKIT_PAGER");
        String usual = own == null ? System.getenv("PAGER") : own;
        return usual == null ? "less -FRX" : usual.strip();
    }

    /// Starts a pager that writes where this process does.
    ///
    /// @param command for the shell
    /// @throws IOException if there is no shell
    public static Pager start(String command) throws IOException {
        Process process = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Pager(process, new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /// Returns what to print to. A reader who quits early is no failure: what follows goes nowhere.
    public PrintWriter writer() {
        return writer;
    }

    /// Waits until the reader has seen enough.
    @Override
    public void close() {
        writer.close();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
