package org.rtkit4j.app.via;

import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.SessionListener;

/// A co-processor within reach, until it is closed.
public interface Connection extends AutoCloseable {
    /// Returns what a driver needs of it.
    Platform platform();

    /// Returns what a session is to tell instead of `listener`: where the connection is recorded, changes of state
    /// stand in the capture too.
    default SessionListener listening(SessionListener listener) {
        return listener;
    }

    /// Returns the way in, as a person would name it.
    @Override
    String toString();

    /// Gives back what the way in holds: threads, mappings, a serial line. The co-processor is left as it is.
    @Override
    void close();
}
