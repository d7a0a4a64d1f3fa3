package org.rtkit4j.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Spelling;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.filter.FilterException;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureFormatException;
import org.rtkit4j.wire.message.EndpointSpeech;

/// Opens what the commands read, and says what was wrong with it.
final class CaptureInput {
    private CaptureInput() {}

    /// Opens a capture.
    ///
    /// @param file a path, or `-` for standard input
    static CaptureFile open(String file) throws BadInputException {
        requireName(file);
        try {
            return file.equals("-") ? CaptureFile.of("standard input", System.in) : CaptureFile.open(Path.of(file));
        } catch (CaptureFormatException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    /// Refuses the name of no letters, which would be the folder that the command runs in.
    static void requireName(String file) throws BadInputException {
        if (file.isEmpty()) {
            throw new BadInputException("an empty name is no file's");
        }
    }

    static MessageFilter filter(@Nullable String text, Collection<? extends EndpointSpeech> known)
            throws BadInputException {
        try {
            return text == null ? MessageFilter.ALL : MessageFilter.parse(text, known);
        } catch (FilterException e) {
            throw refusal(e);
        }
    }

    static BadInputException refusal(FilterException e) {
        return new BadInputException("--filter: " + e.getMessage() + Spelling.hint(e.word(), e.known()));
    }

    /// Says what ended a walk early, and what was passed over.
    ///
    /// @return whether the file was read to its end
    static boolean complain(String name, CaptureCursor cursor, PrintWriter err) {
        if (cursor.foreign() > 0) {
            err.println("rtkit: %s: %s of ours"
                    .formatted(
                            Terminal.escape(name), Amount.of(cursor.foreign(), "packet is none", "packets are none")));
        }
        String problem = cursor.problem();
        if (problem != null) {
            err.println("rtkit: %s: %s".formatted(Terminal.escape(name), problem));
        }
        err.flush();
        return problem == null;
    }
}
