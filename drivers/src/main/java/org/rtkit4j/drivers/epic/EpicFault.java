package org.rtkit4j.drivers.epic;

import org.rtkit4j.core.session.Fault;
import org.rtkit4j.drivers.afk.AfkFault;

/// What went wrong with the services of an endpoint, as data.
public sealed interface EpicFault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// The firmware answered with another code than 0.
    record Refused(String what, int returnCode) implements EpicFault {
        @Override
        public String message() {
            return "refused: %s, code=0x%08x".formatted(what, returnCode);
        }
    }

    /// No answer came in time. It may still come, and write to the buffers of the command, which are kept for that.
    record TimedOut(String what, long waitedNanos) implements EpicFault {
        @Override
        public String message() {
            return "no answer: %s, waited=%d ms".formatted(what, waitedNanos / 1_000_000);
        }
    }

    /// Too many commands have not been answered: there is no buffer left. Nothing was sent.
    record NoSlot(String what) implements EpicFault {
        @Override
        public String message() {
            return "too many commands without an answer: " + what;
        }
    }

    /// The service was taken away by the firmware.
    record Gone(String what) implements EpicFault {
        @Override
        public String message() {
            return "the service is gone: " + what;
        }
    }

    /// No endpoint of the firmware has announced such a service.
    record Absent(String name) implements EpicFault {
        @Override
        public String message() {
            return "the firmware has no such service: name=" + name;
        }
    }

    /// An entry of the firmware makes no sense; it was dropped.
    record Malformed(String what, String why) implements EpicFault {
        @Override
        public String message() {
            return "what the firmware says makes no sense: %s, %s".formatted(what, why);
        }
    }

    /// An answer that nobody waits for; it was dropped.
    record Stray(int channel, int tag) implements EpicFault {
        @Override
        public String message() {
            return "nobody waits for an answer: channel=%d, tag=0x%04x".formatted(channel, tag);
        }
    }

    /// There is no memory for buffers.
    record NoMemory(String what, String why) implements EpicFault {
        @Override
        public String message() {
            return "no memory: %s, %s".formatted(what, why);
        }
    }

    /// The rings of the endpoint.
    record Ring(AfkFault fault) implements EpicFault {
        @Override
        public String message() {
            return fault.message();
        }
    }

    /// The co-processor, or the way to it, failed.
    record Link(String what, Fault fault) implements EpicFault {
        @Override
        public String message() {
            return "%s: %s".formatted(what, fault.message());
        }
    }
}
