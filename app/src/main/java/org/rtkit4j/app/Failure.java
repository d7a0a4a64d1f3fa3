package org.rtkit4j.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.file.OutputLostException;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.emulator.profile.ProfileException;

/// Turns what a command throws into one line and an exit status.
final class Failure {
    private Failure() {}

    static int report(Exception exception, PrintWriter err) {
        if (!(exception instanceof OutputLostException lost && lost.isReaderGone())) {
            err.println("rtkit: " + Terminal.escape(sentence(exception)));
        }
        // A profile may turn out to be none only where its machine is made.
        boolean isBad = exception instanceof BadInputException || exception instanceof ProfileException;
        return isBad ? ExitStatus.BAD_INPUT : ExitStatus.FAILED;
    }

    // Every server says that it cannot listen, and where; why is the system's word. What to do is one hint for all.
    private static String listening(IOException ours, BindException refused) {
        String system = String.valueOf(refused.getMessage());
        return String.valueOf(ours.getMessage()).replace(system, IoReason.of(refused));
    }

    // A message of ours is a sentence; one that is missing or belongs to a bug needs its type to be of use.
    private static String sentence(Exception exception) {
        return switch (exception) {
            case OutputLostException lost -> String.valueOf(lost.getMessage());
            // Where no other exception may pass, one of the kind is wrapped.
            case UncheckedIOException wrapped -> sentence(Objects.requireNonNull(wrapped.getCause()));
            case FileSystemException file when file.getFile() != null -> IoReason.unreadable(file.getFile(), file);
            case IOException io when io.getCause() instanceof BindException refused -> listening(io, refused);
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            case ProfileException profile -> String.valueOf(profile.getMessage());
            case RuntimeException bug -> bug.toString();
            default -> exception.getMessage() == null ? exception.toString() : exception.getMessage();
        };
    }
}
