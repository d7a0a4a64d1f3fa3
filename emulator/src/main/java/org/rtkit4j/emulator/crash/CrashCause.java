package org.rtkit4j.emulator.crash;

/// Why a firmware crashes.
public sealed interface CrashCause {
    /// Returns the text of the panic, in one line.
    String text();

    /// A failed assertion: a crash that the firmware notices itself.
    ///
    /// @param file source file, for example `power.c`
    /// @param line line in it
    /// @param condition what did not hold
    record FailedAssert(String file, int line, String condition) implements CrashCause {
        @Override
        public String text() {
            return "ASSERT!%s:%d: %s".formatted(file, line, condition);
        }
    }

    /// A load or store that the memory refused: a data abort.
    ///
    /// @param address the address of the access
    /// @param isWrite whether it was a store
    record DataAbort(long address, boolean isWrite) implements CrashCause {
        @Override
        public String text() {
            return "DATA ABORT on %s of 0x%016x".formatted(isWrite ? "store" : "load", address);
        }
    }
}
