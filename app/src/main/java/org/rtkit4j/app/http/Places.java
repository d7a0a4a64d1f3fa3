package org.rtkit4j.app.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is connected, and who has to go.
///
/// There are so many places, and one peer may have so many of them. Where they are taken, a newcomer gets the place
/// of another: the peer that has most loses the connection that has kept the server waiting for longest. A
/// connection that is being served keeps its place. So clients that take places and give nothing for them lock
/// nobody out, wherever they come from, and no deadline has to pass first.
final class Places {
    private final int most;
    private final int mostOfOne;
    private final Set<HttpConnection> taken = new HashSet<>();
    private boolean isClosed;

    /// @param most how many connections there may be
    /// @param mostOfOne how many of them may be one peer's
    Places(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /// Gives a newcomer a place.
    ///
    /// @return false if there is none, and nobody who could be sent away
    synchronized boolean enter(HttpConnection newcomer) {
        Map<PeerNetwork, Integer> counts = countByPeer();
        int own = counts.getOrDefault(newcomer.peer(), 0);
        if (isClosed || (own >= mostOfOne && !makeRoom(counts, newcomer.peer()))) {
            return false;
        }
        return (taken.size() < most || makeRoom(counts, null)) && taken.add(newcomer);
    }

    /// Gives a place back; of one that was sent away already, does nothing.
    synchronized void leave(HttpConnection connection) {
        taken.remove(connection);
    }

    /// Sends those away whose time has passed.
    synchronized void sweep() {
        for (HttpConnection connection : List.copyOf(taken)) {
            if (connection.peerWait().isOver()) {
                sendAway(connection);
            }
        }
    }

    /// Sends everybody away, for good.
    synchronized void close() {
        isClosed = true;
        List.copyOf(taken).forEach(this::sendAway);
    }

    private Map<PeerNetwork, Integer> countByPeer() {
        Map<PeerNetwork, Integer> counts = new HashMap<>();
        taken.forEach(connection -> counts.merge(connection.peer(), 1, Integer::sum));
        return counts;
    }

    // Of `peer`, or, where that is null, of whoever has most.
    private boolean makeRoom(Map<PeerNetwork, Integer> counts, @Nullable PeerNetwork peer) {
        var victim = taken.stream()
                .filter(HttpConnection::mayGo)
                .filter(connection -> peer == null || connection.peer().equals(peer))
                .max(Comparator.<HttpConnection>comparingInt(one -> counts.getOrDefault(one.peer(), 0))
                        .thenComparingLong(HttpConnection::uselessNanos));
        victim.ifPresent(this::sendAway);
        return victim.isPresent();
    }

    private void sendAway(HttpConnection connection) {
        taken.remove(connection);
        connection.close();
    }
}
