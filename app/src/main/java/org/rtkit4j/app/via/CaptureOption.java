package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.port.Releases;
import picocli.CommandLine.Option;

/// `--capture`, for every command that talks to a co-processor, or lets others talk to one.
public final class CaptureOption {
    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "Record what is said on the mailbox: a pcapng file for `rtkit capture` and Wireshark.")
    private @Nullable Path file;

    @Option(
            names = "--capture-memory",
            description =
                    "With --capture: also the memory that messages refer to (log entries, crash logs, SMC values).")
    private boolean withMemory;

    /// Returns whether anything is to be recorded.
    public boolean isWanted() {
        return file != null;
    }

    @Nullable
    Path file() {
        return file;
    }

    private @Nullable CaptureRecorder begin() throws BadInputException {
        if (file == null) {
            if (withMemory) {
                throw new BadInputException("--capture-memory needs --capture FILE");
            }
            return null;
        }
        long epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        try (var output = OutputFile.begin(file)) {
            return new CaptureRecorder(begin(output), System::nanoTime, epochNanos).start();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    // Whoever looks at the file while it grows finds it under its name.
    private static CaptureWriter begin(OutputFile output) throws IOException {
        var writer = new CaptureWriter(output.open());
        try {
            if (!output.isPublished()) {
                writer.flush();
                output.publish();
            }
            return writer;
        } catch (IOException e) {
            throw Releases.after(e, writer::close);
        }
    }

    /// Begins to record what is said to emulated co-processors by any driver; null: nothing is to be recorded.
    ///
    /// @param nameOf what a co-processor is called in the capture
    /// @throws BadInputException if the file cannot be made
    public @Nullable EmulatorRecording beginInEmulator(List<Profile> profiles, Function<Profile, String> nameOf)
            throws BadInputException {
        CaptureRecorder recorder = begin();
        if (recorder == null) {
            return null;
        }
        var recording = new EmulatorRecording(recorder, withMemory);
        try {
            for (Profile profile : profiles) {
                recording.add(nameOf.apply(profile), profile);
            }
            return recording;
        } catch (IOException e) {
            throw Releases.after(unwritable(e), recorder::close);
        }
    }

    /// Returns the connection, recorded where that is wanted.
    ///
    /// @throws BadInputException if the file cannot be made; the connection is closed then
    Connection around(Connection connection, String coprocessor) throws BadInputException {
        CaptureRecorder recorder;
        try {
            recorder = begin();
        } catch (BadInputException e) {
            throw Releases.after(e, connection::close);
        }
        try {
            return recorder == null
                    ? connection
                    : RecordedConnection.open(connection, coprocessor, recorder, withMemory);
        } catch (IOException e) {
            throw Releases.after(unwritable(e), recorder::close, connection::close);
        }
    }

    private static BadInputException unwritable(IOException e) {
        return new BadInputException(String.valueOf(e.getMessage()));
    }
}
