package org.rtkit4j.app.matrix;

import java.io.IOException;

/// A co-processor that was booted, put through what hosts do. Each throws where it cannot be done.
interface Trial extends AutoCloseable {
    void read() throws Exception;

    void write() throws Exception;

    /// Returns whether it goes down at all.
    boolean canSleep();

    void sleep() throws Exception;

    /// Returns whether it comes back from a crash at all.
    boolean canRecover();

    void recover() throws Exception;

    @Override
    void close() throws IOException;
}
