package org.rtkit4j.app.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.flight.FlightListener;
import org.rtkit4j.core.flight.FlightMailbox;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.supervise.Supervisor;

/// A run, recorded for JDK Mission Control and `jfr print`: what the JVM does, and every state, crash, fault,
/// notice and message of the co-processors.
public final class FlightRecording implements AutoCloseable {
    private static final String MESSAGES = "org.rtkit4j.Message";

    private final OutputFile output;
    private final Recording recording;

    private FlightRecording(OutputFile output, Recording recording) {
        this.output = output;
        this.recording = recording;
    }

    /// Begins to record.
    ///
    /// @param file appears when the recording is closed
    /// @throws BadInputException if it cannot be written there
    public static FlightRecording start(Path file) throws BadInputException, IOException {
        OutputFile output = OutputFile.begin(file);
        try {
            var recording = new Recording(Configuration.getConfiguration("default"));
            recording.enable(MESSAGES);
            // The JVM writes it there, too, where it ends before we come to that. It keeps to itself that it cannot, as
            // at the end of a full device.
            if (!output.isPublished()) {
                recording.setDestination(output.part());
            }
            recording.setDumpOnExit(true);
            recording.start();
            return new FlightRecording(output, recording);
        } catch (ParseException e) {
            throw new IOException("the runtime has no settings for recordings: " + e.getMessage(), e);
        }
    }

    /// Records what a supervisor tells.
    public void listenTo(Supervisor supervisor) {
        supervisor.listen(new FlightListener());
    }

    /// Returns a platform whose messages are recorded.
    ///
    /// @param coprocessor the name that the events carry
    public Platform around(Platform platform, String coprocessor) {
        var mailbox = new FlightMailbox(coprocessor, platform.mailbox());
        return new Platform(mailbox, platform.cpu(), platform.memory(), platform.reset());
    }

    /// Writes the file.
    @Override
    public void close() throws IOException {
        try (output;
                recording) {
            boolean isRunning = recording.getState() == RecordingState.RUNNING;
            if (isRunning) {
                recording.stop();
            }
            if (isRunning && output.isPublished()) {
                output.fill(this::copyTo);
            } else if (Files.size(output.part()) > 0) {
                output.publish();
            } else if (isRunning) {
                throw output.failed(new IOException("the disk may be full"));
            }
        } catch (BadInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void copyTo(Path device) throws IOException {
        try (InputStream in = recording.getStream(null, null);
                OutputStream out = Files.newOutputStream(device)) {
            if (in != null) {
                in.transferTo(out);
            }
        }
    }
}
