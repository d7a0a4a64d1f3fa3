package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.Endpoints;

/// Why something did not work: the co-processor's doing or the platform's, as data.
///
/// A session never throws for what the firmware does; adapters throw a fault inside an
/// [org.rtkit4j.core.iop.RtkitException].
public sealed interface Fault {
    /// Returns one line: a sentence, a colon, and `name=value`.
    String message();

    /// A wait lasted too long.
    ///
    /// @param step what was waited for
    /// @param waitedNanos for how long
    /// @param lastReceived the last message that came, in words, or `nothing`
    record TimedOut(String step, long waitedNanos, String lastReceived) implements Fault {
        @Override
        public String message() {
            return "timed out: step=%s, after=%d ms, last received=%s"
                    .formatted(step, waitedNanos / 1_000_000, lastReceived);
        }
    }

    /// The firmware's versions and ours do not meet.
    record NoCommonVersion(int iopMin, int iopMax, int apMin, int apMax) implements Fault {
        @Override
        public String message() {
            return "no common protocol version: iop=%d..%d, ap=%d..%d".formatted(iopMin, iopMax, apMin, apMax);
        }
    }

    /// The co-processor has crashed; its log was captured.
    record Crashed(CrashDump dump) implements Fault {
        @Override
        public String message() {
            return "the co-processor has crashed: crash log=" + dump.sizeBytes() + " bytes";
        }
    }

    /// Something was asked of a co-processor that does not run.
    record NotRunning(String step) implements Fault {
        @Override
        public String message() {
            return "the co-processor is not running: state=" + step;
        }
    }

    /// Something was asked of a session in a phase in which it makes no sense.
    record WrongPhase(String asked, String step) implements Fault {
        @Override
        public String message() {
            return asked + " makes no sense now: state=" + step;
        }
    }

    /// The firmware has not announced this endpoint.
    record NoSuchEndpoint(int endpoint) implements Fault {
        @Override
        public String message() {
            return "the firmware has not announced the endpoint: endpoint=" + Endpoints.describe(endpoint);
        }
    }

    /// The application endpoint was not started.
    record NotStarted(int endpoint) implements Fault {
        @Override
        public String message() {
            return "the endpoint was not started: endpoint=" + Endpoints.describe(endpoint);
        }
    }

    /// This co-processor cannot do what was asked, or must not.
    record Unsupported(String what, String why) implements Fault {
        @Override
        public String message() {
            return what + " is not supported: " + why;
        }
    }

    /// The co-processor was closed or re-initialised while somebody waited for it.
    record Cancelled() implements Fault {
        @Override
        public String message() {
            return "cancelled: the co-processor was closed or re-initialised meanwhile";
        }
    }

    /// The co-processor answers nobody, and nothing that is at hand here brings it back.
    record Lost(String why) implements Fault {
        @Override
        public String message() {
            return "the co-processor is lost until its machine is restarted: " + why;
        }
    }

    /// The firmware did what no firmware may do, and the session cannot go on.
    record ProtocolViolation(String what, int endpoint, long msg0) implements Fault {
        @Override
        public String message() {
            return "protocol violation: %s, endpoint=%s, message=0x%016x"
                    .formatted(what, Endpoints.describe(endpoint), msg0);
        }
    }

    /// The firmware asked for memory that it does not get; it will not come up without.
    record MemoryRefused(int endpoint, String reason) implements Fault {
        @Override
        public String message() {
            return "memory refused: endpoint=%s, %s".formatted(Endpoints.describe(endpoint), reason);
        }
    }

    /// Registers or memory could not be accessed: the way in is broken, not the firmware.
    record AccessFailed(String reason) implements Fault {
        /// Of what an access has thrown: where that says nothing but what it was caused by, as a broken wire's, in
        /// the cause's words.
        public static AccessFailed of(RuntimeException thrown) {
            Throwable cause = thrown.getCause();
            String said = cause == null ? null : cause.getMessage();
            boolean addsNothing = cause != null && cause.toString().equals(thrown.getMessage());
            return new AccessFailed(said == null || !addsNothing ? thrown.toString() : said);
        }

        @Override
        public String message() {
            return "access failed: " + reason;
        }
    }
}
