package org.rtkit4j.forensics.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a co-processor stopped: what it comes to, and the report's own word for it.
///
/// @param stop what it comes to
/// @param word as the report prints it: `PANIC`, `DATA ABORT`, `NMI FIQ`; where it prints none, the usual one
public record CrashKind(Stop stop, String word) {
    /// Nothing is known but that it stopped.
    public static final CrashKind UNKNOWN = new CrashKind(Stop.UNKNOWN);

    /// A word stands for the first of these that it holds.
    private static final List<Mark> MARKS = List.of(
            new Mark("RECOVERABLE", Stop.RECOVERABLE_PANIC),
            new Mark("ASSERT", Stop.ASSERTION),
            new Mark("NMI", Stop.INTERRUPTED),
            new Mark("WATCHDOG", Stop.WATCHDOG),
            new Mark("DATA ABORT", Stop.DATA_ABORT),
            new Mark("INSTRUCTION ABORT", Stop.INSTRUCTION_ABORT),
            new Mark("PREFETCH ABORT", Stop.INSTRUCTION_ABORT),
            new Mark("UNDEFINED", Stop.UNDEFINED_INSTRUCTION),
            new Mark("EXCEPTION", Stop.EXCEPTION),
            new Mark("SERROR", Stop.EXCEPTION),
            new Mark("ABORT", Stop.EXCEPTION),
            new Mark("FAULT", Stop.EXCEPTION),
            new Mark("PANIC", Stop.PANIC));

    private record Mark(String part, Stop stop) {}

    /// The ways to stop.
    public enum Stop {
        /// The firmware stopped itself, so that the system could restart it.
        RECOVERABLE_PANIC("Recoverable Panic"),
        /// A check of the firmware's own failed.
        ASSERTION("assert"),
        /// Somebody, usually a watchdog, stopped it with an interrupt that cannot be masked.
        INTERRUPTED("NMI"),
        /// A watchdog ran out.
        WATCHDOG("WATCHDOG"),
        DATA_ABORT("DATA ABORT"),
        INSTRUCTION_ABORT("INSTRUCTION ABORT"),
        /// An instruction that the core does not know.
        UNDEFINED_INSTRUCTION("UNDEFINED INSTRUCTION"),
        /// Any other exception of the core.
        EXCEPTION("exception"),
        /// The firmware stopped itself.
        PANIC("PANIC"),
        UNKNOWN("crash");

        private final String usualWord;

        Stop(String usualWord) {
            this.usualWord = usualWord;
        }

        /// Returns whether the core itself raised it: then its registers say more than its message.
        public boolean isException() {
            return switch (this) {
                case DATA_ABORT, INSTRUCTION_ABORT, UNDEFINED_INSTRUCTION, EXCEPTION -> true;
                case RECOVERABLE_PANIC, ASSERTION, INTERRUPTED, WATCHDOG, PANIC, UNKNOWN -> false;
            };
        }

        /// Returns whether it is an access to memory that failed.
        public boolean isMemoryAbort() {
            return this == DATA_ABORT || this == INSTRUCTION_ABORT;
        }
    }

    private CrashKind(Stop stop) {
        this(stop, stop.usualWord);
    }

    /// Returns the kind that a report names.
    ///
    /// @param word what stands behind the co-processor's name in the head of a panic; empty where nothing does
    public static CrashKind named(String word) {
        if (word.isEmpty()) {
            return new CrashKind(Stop.PANIC);
        }
        String upperCase = word.toUpperCase(Locale.ROOT);
        for (Mark mark : MARKS) {
            if (upperCase.contains(mark.part())) {
                return new CrashKind(mark.stop(), word);
            }
        }
        return new CrashKind(Stop.UNKNOWN, word);
    }

    /// Returns the kind of a crash whose report has no word for it, as those of Linux and binary logs: by its message,
    /// else by its registers.
    public static CrashKind inferred(String reason, @Nullable RegisterDump registers) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (isAssertion(reason)) {
            return new CrashKind(Stop.ASSERTION);
        }
        if (lower.startsWith("panic") || lower.contains("force panic")) {
            return new CrashKind(Stop.PANIC);
        }
        return registers == null ? UNKNOWN : new CrashKind(ofException(registers));
    }

    /// Returns whether a message speaks of an assertion: the word, or one that it begins; a line that is deasserted is
    /// none.
    public static boolean isAssertion(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("assert");
        while (at > 0 && lower.charAt(at - 1) >= 'a' && lower.charAt(at - 1) <= 'z') {
            at = lower.indexOf("assert", at + 1);
        }
        return at >= 0;
    }

    private static Stop ofException(RegisterDump registers) {
        int exceptionClass =
                registers.syndrome() == null ? -1 : registers.syndrome().exceptionClass();
        return switch (exceptionClass) {
            case 0x20, 0x21 -> Stop.INSTRUCTION_ABORT;
            case 0x24, 0x25 -> Stop.DATA_ABORT;
            default -> Stop.EXCEPTION;
        };
    }

    /// Returns the word.
    @Override
    public String toString() {
        return word;
    }
}
