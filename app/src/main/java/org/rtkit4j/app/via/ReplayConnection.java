package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureFormatException;
import org.rtkit4j.capture.replay.Recording;
import org.rtkit4j.capture.replay.ReplayDivergedException;
import org.rtkit4j.capture.replay.ReplayMailbox;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.memory.DirectGate;

/// A firmware out of a capture.
final class ReplayConnection implements Connection {
    private final String file;
    private final ReplayMailbox mailbox;
    private final Platform platform;

    private ReplayConnection(String file, ReplayMailbox mailbox, Platform platform) {
        this.file = file;
        this.mailbox = mailbox;
        this.platform = platform;
    }

    /// Reads a capture.
    ///
    /// @throws BadInputException if it cannot be read, or has no such mailbox
    static ReplayConnection open(String file, String coprocessor) throws BadInputException {
        if (file.isEmpty()) {
            throw new BadInputException("--via replay:FILE: an empty name is no file's");
        }
        try (CaptureFile capture = CaptureFile.open(Path.of(file))) {
            var mailbox = new ReplayMailbox(Recording.of(capture, coprocessor));
            return new ReplayConnection(
                    file, mailbox, new Platform(mailbox, new CpuControl(mailbox.cpu()), mailbox.memory()));
        } catch (CaptureFormatException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    @Override
    public Platform platform() {
        return platform;
    }

    // The firmware is nobody's any more: what it is let reach, it does not touch.
    @Override
    public DisplayHardware display() {
        return new DisplayHardware(mailbox.registers(), new DirectGate());
    }

    @Override
    public void close() {
        // A host that shuts down takes no offence at a firmware that is gone; a replay must say so all the same.
        ReplayDivergedException divergence = mailbox.divergence();
        if (divergence != null) {
            throw divergence;
        }
    }

    @Override
    public String toString() {
        return "replay:" + file;
    }
}
