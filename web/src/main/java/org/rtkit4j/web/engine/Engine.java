package org.rtkit4j.web.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.page.ReadMessage;
import org.rtkit4j.forensics.page.ReadReport;
import org.teavm.jso.JSExport;

/// Reads one report and answers about it, as the server does; exported to JavaScript, where its exceptions arrive as
/// errors with their message.
///
/// A worker has one thread, and the page one report.
public final class Engine {
    private static @Nullable ReadReport current;

    private Engine() {}

    /// Nothing is done on loading.
    public static void main(String[] arguments) {}

    /// Returns the size of the largest report that [#read] takes.
    @JSExport
    public static int limitBytes() {
        return Limits.INPUT_BYTES;
    }

    /// Reads a report, and forgets the one before.
    ///
    /// @param name of its file
    /// @param watcher told how many of its bytes have been read
    @JSExport
    public static void read(String name, byte[] input, WatchedInput.Watcher watcher) throws IOException {
        current = null;
        current = ReadReport.byPassages(name, input, new WatchedInput(input, watcher));
    }

    private static ReadReport current() {
        if (current == null) {
            throw new IllegalStateException("no report has been read");
        }
        return current;
    }

    /// Returns all that was found, as the server answers it: JSON in UTF-8.
    @JSExport
    public static byte[] explain() throws IOException {
        var out = new ByteArrayOutputStream();
        current().json(out);
        return out.toByteArray();
    }

    /// Returns what `rtkit explain` prints, in UTF-8.
    ///
    /// @param all as its option `--all`
    @JSExport
    public static byte[] text(boolean all) {
        return current().text(all).getBytes(StandardCharsets.UTF_8);
    }

    /// Returns what `rtkit explain --json` prints, in UTF-8.
    @JSExport
    public static byte[] json() throws IOException {
        return current().document().getBytes(StandardCharsets.UTF_8);
    }

    /// Returns a crash as an ELF core file.
    ///
    /// @param crash from 1
    @JSExport
    public static byte[] core(int crash) throws IOException {
        ReadReport report = current();
        return report.core(report.crash(crash));
    }

    /// Returns the messages before a crash as pcapng.
    @JSExport
    public static byte[] pcapng(int crash) throws IOException {
        CrashReport report = current().crash(crash);
        byte[] capture = ReadReport.capture(report);
        if (capture == null) {
            throw new IllegalArgumentException("the report has no mailbox history");
        }
        return capture;
    }

    /// Returns one message field by field, as the server answers it: JSON in UTF-8.
    @JSExport
    public static byte[] decode(String coprocessor, String direction, int endpoint, String word) {
        return ReadMessage.of(coprocessor, direction, endpoint, word).json().getBytes(StandardCharsets.UTF_8);
    }
}
