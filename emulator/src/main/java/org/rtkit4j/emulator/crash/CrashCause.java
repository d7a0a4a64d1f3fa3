package org.rtkit4j.emulator.crash;

/// Why a firmware crashes.
public sealed interface CrashCause {
    /// A failed assertion: a crash that the firmware notices itself.
    ///
    /// @param file source file, for example `power.c`
    /// @param line line in it
    /// @param condition what did not hold
    record FailedAssert(String file, int line, String condition) implements CrashCause {}

    /// A load or store that the memory refused: a data abort.
    ///
    /// @param address the address of the access
    /// @param write whether it was a store
    record DataAbort(long address, boolean write) implements CrashCause {}
}
