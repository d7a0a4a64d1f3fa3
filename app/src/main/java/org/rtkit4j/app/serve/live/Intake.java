package org.rtkit4j.app.serve.live;

import java.util.List;
import org.rtkit4j.app.serve.live.Kinds.Kind;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.wire.conversation.Pairing;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// Reads messages, pairs them, and puts them into the store. For one thread.
final class Intake implements TapSink {
    private final List<Unit> units;
    private final List<Pairing> pairings;
    private final MessageStore store;
    private final Kinds kinds;
    private final long startNanos;
    private final boolean[] gaps;

    Intake(List<Unit> units, MessageStore store, Kinds kinds, long startNanos) {
        this.units = List.copyOf(units);
        this.pairings = units.stream()
                .map(unit -> new Pairing(unit.speech().vocabulary()))
                .toList();
        this.store = store;
        this.kinds = kinds;
        this.startNanos = startNanos;
        this.gaps = new boolean[units.size()];
    }

    @Override
    public void onMessage(int unit, long timeNanos, Direction direction, long msg0, long msg1) {
        int endpoint = (int) MailboxWord.ENDPOINT.get(msg1);
        var speech = units.get(unit).speech();
        var layout = speech.layoutOf(direction, endpoint, msg0);
        int kind = kinds.numberOf(new Kind(unit, endpoint, speech.endpointName(endpoint), direction, layout));
        long request = pairings.get(unit).add(store.end(), direction, endpoint, msg0);
        int flags = (request == Pairing.REQUEST ? MessageStore.EXPECTS : 0)
                | (request >= 0 ? MessageStore.ANSWERS : 0)
                | (gaps[unit] ? MessageStore.AFTER_GAP : 0);
        store.add(timeNanos - startNanos, msg0, msg1, kind, Math.max(request, -1), flags);
        gaps[unit] = false;
    }

    @Override
    public void onGap(int unit, long dropped) {
        gaps[unit] = true;
    }
}
