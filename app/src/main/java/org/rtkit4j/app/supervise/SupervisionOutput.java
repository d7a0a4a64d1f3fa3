package org.rtkit4j.app.supervise;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.file.OutputLostException;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.core.supervise.Report;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.SupervisorListener;

/// One line for each thing that happens under supervision, for people or as JSON, written at once.
///
/// Called by several threads; a line is printed whole.
final class SupervisionOutput implements SupervisorListener {
    private final long startNanos = System.nanoTime();
    private final PrintWriter out;
    private final boolean isJson;

    private @Nullable OutputLostException lost;

    SupervisionOutput(PrintWriter out, boolean isJson) {
        this.out = out;
        this.isJson = isJson;
    }

    @Override
    public void onState(StateChange change) {
        String from = change.from().label();
        String to = change.to().label();
        print("%-9s -> %-9s  %s".formatted(from, to, change.reason()), json -> {
            json.writeStringField("event", "state");
            json.writeStringField("coprocessor", change.coprocessor().name());
            json.writeStringField("from", from);
            json.writeStringField("to", to);
            json.writeStringField("reason", change.reason());
        });
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        String message = words(report);
        print(message, json -> {
            json.writeStringField("event", "report");
            json.writeStringField("coprocessor", coprocessor.name());
            json.writeStringField("message", message);
        });
    }

    /// Returns what a report says; where a disk has refused, in the words that all commands have for that.
    static String words(Report report) {
        return switch (report) {
            case Report.CrashLogLost lost
            when lost.cause() instanceof FileSystemException disk ->
                "crash log lost: " + IoReason.unwritable(disk.getFile(), disk);
            case Report.CrashLogLost lost
            when lost.cause() instanceof IOException disk -> "crash log lost: " + IoReason.of(disk);
            default -> report.message();
        };
    }

    /// It has not come to rest as it was told to in the end.
    void shutdownFailed(Supervised coprocessor, String reason) {
        print("shutdown failed: " + reason, json -> {
            json.writeStringField("event", "shutdown-failed");
            json.writeStringField("coprocessor", coprocessor.name());
            json.writeStringField("reason", reason);
        });
    }

    void summary(Supervised coprocessor) {
        String text = "%s in the end; crashes %d, failures %d, restarts %d, notices %d"
                .formatted(
                        coprocessor.state().label(),
                        coprocessor.crashes(),
                        coprocessor.failures(),
                        coprocessor.restarts(),
                        coprocessor.notices());
        print(text, json -> {
            json.writeStringField("event", "summary");
            json.writeStringField("coprocessor", coprocessor.name());
            json.writeStringField("state", coprocessor.state().label());
            json.writeBooleanField("givenUp", coprocessor.isGivenUp());
            json.writeNumberField("crashes", coprocessor.crashes());
            json.writeNumberField("failures", coprocessor.failures());
            json.writeNumberField("restarts", coprocessor.restarts());
            json.writeNumberField("notices", coprocessor.notices());
            var file = coprocessor.lastCrashFile();
            json.writeStringField("lastCrashFile", file == null ? null : file.toString());
        });
    }

    /// @param fields of the line's object, without the braces round them
    private synchronized void print(String text, JsonDocument fields) {
        long micros = (System.nanoTime() - startNanos) / 1_000;
        String line = isJson
                ? line(micros, fields)
                : String.format(Locale.ROOT, "%10.3f s  %s", micros / 1e6, Terminal.escape(text));
        try {
            out.println(line);
            out.flush();
        } catch (OutputLostException e) {
            // The supervisor's thread has better things to do; whoever waits for the end hears of it.
            lost = e;
        }
    }

    /// @throws OutputLostException if nobody gets what is printed any more
    synchronized void requireReader() {
        if (lost != null) {
            throw lost;
        }
    }

    private static String line(long micros, JsonDocument fields) {
        return Json.line(json -> {
            json.writeStartObject();
            json.writeNumberField("micros", micros);
            fields.write(json);
            json.writeEndObject();
        });
    }
}
