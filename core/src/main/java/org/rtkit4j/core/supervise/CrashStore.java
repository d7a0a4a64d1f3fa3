package org.rtkit4j.core.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Keeps crash logs.
@FunctionalInterface
public interface CrashStore {
    /// Keeps a crash log and returns where.
    ///
    /// @param coprocessor the co-processor's name
    /// @param log the bytes that the firmware left
    /// @throws IOException if it cannot be kept; nothing of it is left then
    Path save(String coprocessor, Instant time, byte[] log) throws IOException;
}
