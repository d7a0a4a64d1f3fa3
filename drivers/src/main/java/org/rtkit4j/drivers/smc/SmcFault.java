package org.rtkit4j.drivers.smc;

import org.rtkit4j.core.session.Fault;
import org.rtkit4j.wire.message.SmcResult;

/// Why a command failed, as data.
public sealed interface SmcFault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// The controller answered with another result than 0.
    ///
    /// @param what the command, in words
    /// @param result bits 7:0 of the answer, see [SmcResult]
    record Refused(String what, int result) implements SmcFault {
        @Override
        public String message() {
            return "refused: %s, result=%s".formatted(what, SmcResult.describe(result));
        }
    }

    /// No answer came in time. The command may still be carried out later: repeating a read is safe, a write only
    /// where writing twice is.
    record TimedOut(String what, long waitedNanos) implements SmcFault {
        @Override
        public String message() {
            return "no answer: %s, after=%d ms".formatted(what, waitedNanos / 1_000_000);
        }
    }

    /// The answer makes no sense.
    record Malformed(String what, String why) implements SmcFault {
        @Override
        public String message() {
            return "the answer makes no sense: %s, %s".formatted(what, why);
        }
    }

    /// Every id belongs to a command whose answer may still come. Nothing was sent.
    record NoIdLeft(String what) implements SmcFault {
        @Override
        public String message() {
            return "too many commands without an answer: " + what;
        }
    }

    /// Somebody is about to power the machine off: only the atomic path is served. Nothing was sent, or its answer is
    /// not waited for.
    record Atomic(String what) implements SmcFault {
        @Override
        public String message() {
            return "in atomic mode: " + what;
        }
    }

    /// The firmware has come up anew since the controller was opened, and its shared memory belongs to whoever opens
    /// it next. Nothing was sent.
    record Gone(String what) implements SmcFault {
        @Override
        public String message() {
            return "the firmware has stopped since: " + what;
        }
    }

    /// The co-processor, or the way to it, failed.
    record Link(String what, Fault fault) implements SmcFault {
        @Override
        public String message() {
            return "%s: %s".formatted(what, fault.message());
        }
    }

    /// The shared memory that the controller named is not memory that this machine lets it have.
    record MemoryRefused(String reason) implements SmcFault {
        @Override
        public String message() {
            return "shared memory refused: " + reason;
        }
    }
}
