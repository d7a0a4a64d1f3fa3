package org.rtkit4j.hardware.bridge;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rtkit4j.wire.port.InterruptLine;

/// The state of all lines, each time with a number above all earlier ones: who has two of them knows the newer.
///
/// A line falls when the kernel does something about it, and that is answered with the state of all lines; it rises by
/// itself too. So each that was seen low is armed, once, and what rises calls for an event.
final class LineWatch {
    private final List<InterruptLine> lines;
    private final Runnable onRise;
    // Lines that have fired since they were armed, one bit each.
    private final AtomicLong fired = new AtomicLong();
    private long sequence;

    /// @param onRise called when a line has risen, on the thread that raised it; must not block
    LineWatch(List<InterruptLine> lines, Runnable onRise) {
        if (lines.size() > BridgeFormat.MOST_LINES) {
            throw new IllegalArgumentException("more lines than fit: lines=" + lines.size());
        }
        this.lines = List.copyOf(lines);
        this.onRise = onRise;
    }

    /// Arms all lines.
    void start() {
        for (int i = 0; i < lines.size(); i++) {
            arm(i);
        }
    }

    void stop() {
        lines.forEach(InterruptLine::disarm);
    }

    /// Puts the state of all lines into a buffer, as answers and events have it.
    synchronized void put(ByteBuffer into, int at) {
        long asserted = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isAsserted()) {
                asserted |= 1L << i;
            } else if (hasFired(i)) {
                arm(i);
            }
        }
        into.putLong(at, asserted).putLong(at + Long.BYTES, ++sequence);
    }

    private boolean hasFired(int line) {
        return (fired.get() & 1L << line) != 0;
    }

    private void arm(int line) {
        long bit = 1L << line;
        fired.getAndUpdate(bits -> bits & ~bit);
        lines.get(line).arm(() -> {
            fired.getAndUpdate(bits -> bits | bit);
            onRise.run();
        });
    }
}
