package org.rtkit4j.core.supervise;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something that a supervisor tells beside the states.
public sealed interface Report {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// A crash log was written.
    record CrashLogSaved(Path file) implements Report {
        @Override
        public String message() {
            return "crash log written: file=" + file;
        }
    }

    /// A crash log could not be kept; supervision goes on.
    ///
    /// @param cause what writing it has thrown; null where no writing began
    record CrashLogLost(String reason, @Nullable Exception cause) implements Report {
        static CrashLogLost by(Exception cause) {
            return new CrashLogLost(cause.toString(), cause);
        }

        @Override
        public String message() {
            return "crash log lost: " + reason;
        }
    }

    /// It has been restarted too often and will not be again, until somebody asks for it.
    record GaveUp(int restarts, Duration window) implements Report {
        @Override
        public String message() {
            return "given up: restarts=%d, within=%d s".formatted(restarts, window.toSeconds());
        }
    }

    /// It cannot be brought back at all, or a try has failed before it began; where it can be tried again, it will.
    record RecoveryFailed(String reason) implements Report {
        @Override
        public String message() {
            return "recovery failed: " + reason;
        }
    }

    /// It could not be stopped, or not be suspended, in the way that was asked for.
    record StopFailed(String reason) implements Report {
        @Override
        public String message() {
            return "stopping failed: " + reason;
        }
    }

    /// Its [Application] has thrown.
    record ApplicationFailed(Exception exception) implements Report {
        @Override
        public String message() {
            return "the application failed: " + exception;
        }
    }
}
