package org.rtkit4j.app.serve.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rtkit4j.app.http.PeerNetwork;
import org.rtkit4j.app.http.Request;

/// The pages that hear events: so many at most. A newcomer takes the place of the oldest of the peer that has most,
/// which may be one that has long stopped reading: that does not show before the buffers between are full.
final class Audience {
    private static final int MOST = 16;

    private final Pulse pulse;
    private final List<Listener> listeners = new ArrayList<>();

    /// @param pulse beats when somebody is dismissed
    Audience(Pulse pulse) {
        this.pulse = pulse;
    }

    /// One page, until it is closed.
    final class Listener implements AutoCloseable {
        private final Request request;
        private volatile boolean isDismissed;

        private Listener(Request request) {
            this.request = request;
        }

        /// Returns whether another page has its place now.
        boolean isDismissed() {
            return isDismissed;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    synchronized Listener join(Request request) {
        if (listeners.size() == MOST) {
            dismissOldest();
        }
        var listener = new Listener(request);
        listeners.add(listener);
        return listener;
    }

    private synchronized void leave(Listener listener) {
        listeners.remove(listener);
    }

    // Oldest first: of several that are as good, `max` would return the last.
    private void dismissOldest() {
        Listener oldest = listeners.stream()
                .min(Comparator.comparingLong(listener -> -countOf(listener.request.peer())))
                .orElseThrow();
        listeners.remove(oldest);
        oldest.isDismissed = true;
        oldest.request.yieldPlace();
        pulse.beat();
    }

    private long countOf(PeerNetwork peer) {
        return listeners.stream().filter(one -> one.request.peer().equals(peer)).count();
    }
}
