package org.rtkit4j.app.serve.explain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;

/// The memory for reports that are being sent and answers that are being fetched, all together.
///
/// Where it is used up, the client that holds most of it, and keeps the server waiting, is abandoned. So a report of
/// usual size always finds room, whatever others send.
final class ReportRoom {
    private final long bytes;
    private final Map<Request, Long> held = new HashMap<>();

    ReportRoom(long bytes) {
        this.bytes = bytes;
    }

    /// Has a request hold so much from now on, instead of what it held.
    ///
    /// @throws Refusal if there is no room
    synchronized void hold(Request request, long heldBytes) throws Refusal {
        held.put(request, heldBytes);
        while (isOverfull() && abandonAnother(request)) {
            // Until it fits, or nobody is left.
        }
        if (isOverfull() && held.size() > 1) {
            held.remove(request);
            throw new Refusal(Refusal.BUSY, "too much is being sent; try again");
        }
    }

    synchronized void release(Request request) {
        held.remove(request);
    }

    private boolean isOverfull() {
        return held.values().stream().mapToLong(Long::longValue).sum() > bytes;
    }

    private boolean abandonAnother(Request request) {
        var victim = held.entrySet().stream()
                .filter(one -> one.getKey() != request && one.getKey().isAwaited())
                .max(Comparator.comparingLong(Map.Entry<Request, Long>::getValue))
                .map(Map.Entry::getKey);
        victim.ifPresent(one -> {
            held.remove(one);
            one.abandon();
        });
        return victim.isPresent();
    }
}
