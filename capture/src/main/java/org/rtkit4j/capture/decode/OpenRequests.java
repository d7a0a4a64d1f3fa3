package org.rtkit4j.capture.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.conversation.Pairing;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// Brings requests and answers of one mailbox together, in the order of time, and remembers the requests.
///
/// A HELLO forgets what was open: the firmware that was asked is gone. It stays open what woke the new one, which is
/// answered when that has come up.
public final class OpenRequests {
    private static final int MOST_REMEMBERED = 1 << 17;

    private final Map<Long, Request> requests = new HashMap<>();
    private Vocabulary vocabulary = Vocabulary.GENERIC;
    private Pairing pairing = new Pairing(Vocabulary.GENERIC);

    /// A request.
    ///
    /// @param number of its packet
    public record Request(long number, long timeNanos, int endpoint, Direction direction, Layout layout, long msg0) {}

    /// A request without answer.
    ///
    /// @param expected what was to come
    public record Open(Request request, String expected) {}

    /// Takes the next message.
    ///
    /// @param layout as [MessageLayouts] found it
    /// @return the request that it answers, or null
    public @Nullable Request next(
            long number,
            long timeNanos,
            Vocabulary spoken,
            Direction direction,
            int endpoint,
            @Nullable Layout layout,
            long msg0) {
        if (layout == null) {
            return null;
        }
        if (spoken != vocabulary) {
            forget(spoken);
        } else if (layout == Mgmt.Hello.LAYOUT) {
            restart();
        }
        // The address that answers SMC_INITIALIZE has no id; that of the command is 0 by every host's custom.
        long word = layout == SmcMsg.SHARED_MEMORY ? 0 : msg0;
        long answered = pairing.add(number, direction, endpoint, word);
        if (answered >= 0) {
            return requests.remove(answered);
        }
        if (answered == Pairing.REQUEST || direction == Direction.BOTH) {
            remember(new Request(number, timeNanos, endpoint, direction, layout, msg0));
        }
        return null;
    }

    /// Returns the requests without answer, the oldest first.
    public List<Open> open() {
        var open = new ArrayList<Open>();
        for (Pairing.Waiting waiting : pairing.open()) {
            Request request = requests.get(waiting.number());
            if (request != null) {
                open.add(new Open(request, waiting.role().expected()));
            }
        }
        return List.copyOf(open);
    }

    private void forget(Vocabulary spoken) {
        vocabulary = spoken;
        pairing = new Pairing(spoken);
        requests.clear();
    }

    private void restart() {
        Request wake = null;
        for (Request request : requests.values()) {
            boolean isLater = wake == null || request.number() > wake.number();
            wake = request.layout() == Mgmt.SetIopPower.LAYOUT && isLater ? request : wake;
        }
        forget(vocabulary);
        if (wake != null) {
            pairing.add(wake.number(), wake.direction(), wake.endpoint(), wake.msg0());
            requests.put(wake.number(), wake);
        }
    }

    // What the pairing has forgotten, and what was no request after all, need not be remembered.
    private void remember(Request request) {
        if (requests.size() == MOST_REMEMBERED) {
            var waiting = new HashSet<Long>();
            pairing.open().forEach(each -> waiting.add(each.number()));
            requests.keySet().retainAll(waiting);
        }
        requests.put(request.number(), request);
    }
}
