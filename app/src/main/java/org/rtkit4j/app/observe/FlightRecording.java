package org.rtkit4j.app.observe;

import java.io.IOException;
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
            // The JVM writes it there, too, where it ends before we come to that.
            recording.setDestination(output.part());
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
        try (output) {
            if (recording.getState() == RecordingState.RUNNING) {
                recording.stop();
            }
            recording.close();
            if (Files.size(output.part()) > 0) {
                output.publish();
            }
        }
    }
}
