package org.rtkit4j.app.serve.live;

import java.util.Arrays;
import java.util.List;
import org.rtkit4j.app.serve.live.Kinds.Kind;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.wire.conversation.Pairing;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// Takes messages from the rings of all mailboxes into the store, reads and pairs them on the way.
///
/// One thread drains; it looks every few milliseconds, so that who talks never has to wake it.
final class Recorder implements TapSink, AutoCloseable {
    private static final int BUDGET = 1 << 12;
    private static final long LOOK_MILLIS = 2;
    private static final long TELL_NANOS = 1_000_000_000L;

    private final List<Unit> units;
    private final List<Pairing> pairings;
    private final MessageStore store;
    private final Kinds kinds;
    private final Log log;
    private final Pulse pulse;
    private final long startNanos;
    private final boolean[] gaps;
    private final long[] lost;
    private final long[] toldNanos;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("rtkit-recorder").unstarted(this::run);
    private volatile boolean closed;

    Recorder(List<Unit> units, MessageStore store, Kinds kinds, Log log, Pulse pulse, long startNanos) {
        this.units = List.copyOf(units);
        this.pairings =
                units.stream().map(unit -> new Pairing(unit.vocabulary())).toList();
        this.store = store;
        this.kinds = kinds;
        this.log = log;
        this.pulse = pulse;
        this.startNanos = startNanos;
        this.gaps = new boolean[units.size()];
        this.lost = new long[units.size()];
        this.toldNanos = new long[units.size()];
        Arrays.fill(toldNanos, -TELL_NANOS);
    }

    Recorder start() {
        thread.start();
        return this;
    }

    @Override
    public void onMessage(int unit, long timeNanos, Direction direction, long msg0, long msg1) {
        int endpoint = (int) MailboxWord.ENDPOINT.get(msg1);
        var vocabulary = units.get(unit).vocabulary();
        var layout = vocabulary.layoutOf(direction, endpoint, msg0);
        int kind = kinds.numberOf(new Kind(unit, endpoint, vocabulary.endpointName(endpoint), direction, layout));
        long request = pairings.get(unit).add(store.end(), direction, endpoint, msg0);
        int flags = (request == Pairing.REQUEST ? MessageStore.EXPECTS : 0)
                | (request >= 0 ? MessageStore.ANSWERS : 0)
                | (gaps[unit] ? MessageStore.AFTER_GAP : 0);
        gaps[unit] = false;
        store.add(timeNanos - startNanos, msg0, msg1, kind, Math.max(request, -1), flags);
    }

    @Override
    public void onGap(int unit, long dropped) {
        gaps[unit] = true;
        lost[unit] += dropped;
    }

    // At most one line a second: a flood must not drive everything else out of the log.
    private void tellLosses() {
        long now = System.nanoTime() - startNanos;
        for (int unit = 0; unit < lost.length; unit++) {
            if (lost[unit] > 0 && now - toldNanos[unit] >= TELL_NANOS) {
                log.add(now, unit, "gap", "", "messages came faster than they could be kept: lost=" + lost[unit]);
                lost[unit] = 0;
                toldNanos[unit] = now;
            }
        }
    }

    private void run() {
        try {
            while (!closed) {
                tellLosses();
                if (drainAll() > 0) {
                    pulse.beat();
                } else {
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private int drainAll() {
        int drained = 0;
        for (Unit unit : units) {
            int taken = unit.ring().drain(this, BUDGET);
            unit.recorded.addAndGet(taken);
            drained += taken;
        }
        return drained;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
