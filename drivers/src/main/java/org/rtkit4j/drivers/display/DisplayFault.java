package org.rtkit4j.drivers.display;

import org.rtkit4j.core.session.Fault;

/// Why something asked of a display failed, as data.
public sealed interface DisplayFault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// The firmware answered that it did not do it.
    ///
    /// @param what in words
    record Refused(String what, long returnCode) implements DisplayFault {
        @Override
        public String message() {
            return "the firmware refused: %s, code=0x%x".formatted(what, returnCode);
        }
    }

    /// No answer came in time.
    record TimedOut(String what, long waitedNanos) implements DisplayFault {
        @Override
        public String message() {
            return "no answer: %s, waited=%d ms".formatted(what, waitedNanos / 1_000_000);
        }
    }

    /// What the firmware said makes no sense, and was dropped.
    record Malformed(String what, String why) implements DisplayFault {
        @Override
        public String message() {
            return "what the firmware says makes no sense: %s, %s".formatted(what, why);
        }
    }

    /// The firmware asked for something that it may not have.
    record Forbidden(String what, String why) implements DisplayFault {
        @Override
        public String message() {
            return "refused to the firmware: %s, %s".formatted(what, why);
        }
    }

    /// Nothing is plugged in, or no mode is set.
    record Disconnected(String what) implements DisplayFault {
        @Override
        public String message() {
            return "no monitor is plugged in, or it has no mode: " + what;
        }
    }

    /// There is no memory for it.
    record NoMemory(String what, String why) implements DisplayFault {
        @Override
        public String message() {
            return "no memory: %s, %s".formatted(what, why);
        }
    }

    /// The co-processor, or the way to it, failed.
    record Link(String what, Fault fault) implements DisplayFault {
        @Override
        public String message() {
            return "%s: %s".formatted(what, fault.message());
        }
    }
}
