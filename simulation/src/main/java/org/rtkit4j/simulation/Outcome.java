package org.rtkit4j.simulation;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.emulator.fault.FaultKind;

/// How a run went that broke no rule.
///
/// @param struck the faults that struck
/// @param ends what the driver noticed of them; empty: nothing
/// @param recoveries how often it reset the co-processor and brought it back
/// @param steps how many messages crossed
public record Outcome(Set<FaultKind> struck, Set<End> ends, int recoveries, int steps) {
    public Outcome {
        struck = struck.isEmpty() ? Set.of() : EnumSet.copyOf(struck);
        ends = ends.isEmpty() ? Set.of() : EnumSet.copyOf(ends);
    }

    /// What a driver notices of a fault.
    public enum End {
        /// The crash, with its log.
        CRASHED,
        /// A typed fault: a deadline has passed.
        TIMED_OUT,
        /// A typed fault: the firmware did what no firmware may do.
        VIOLATION,
        /// A typed fault: the firmware was refused memory, or offers no version.
        REFUSED,
        /// A typed fault: the way in broke.
        ACCESS_FAILED,
        /// A typed fault: something was asked of a co-processor that was not in the state for it.
        NOT_RUNNING,
        /// No answer from the application endpoint, which the driver itself must notice.
        SILENT;

        /// Returns the name as a heading.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static End of(Fault fault) {
            return switch (fault) {
                case Fault.Crashed _ -> CRASHED;
                case Fault.TimedOut _ -> TIMED_OUT;
                case Fault.ProtocolViolation _ -> VIOLATION;
                case Fault.MemoryRefused _, Fault.NoCommonVersion _ -> REFUSED;
                case Fault.AccessFailed _ -> ACCESS_FAILED;
                case Fault.NotRunning _,
                        Fault.WrongPhase _,
                        Fault.NotStarted _,
                        Fault.NoSuchEndpoint _,
                        Fault.Cancelled _,
                        Fault.Lost _,
                        Fault.Unsupported _ -> NOT_RUNNING;
            };
        }
    }
}
