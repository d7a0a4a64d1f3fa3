package org.rtkit4j.archive;

import java.io.IOException;

/// Calls the libraries that unpack, which end in exceptions of any kind on bytes that no packer wrote.
final class Unpacker {
    private Unpacker() {}

    /// A call.
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /// Returns what the call returns.
    ///
    /// @throws IOException also in place of a library's unchecked exception
    static <T> T call(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw new IOException("damaged: " + e.getMessage(), e);
        }
    }
}
