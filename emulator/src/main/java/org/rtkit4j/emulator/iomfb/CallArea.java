package org.rtkit4j.emulator.iomfb;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;

/// One area with the firmware's calls: those that wait for the AP, the innermost on top, and those whose turn comes
/// later.
final class CallArea {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();

    /// A call that the AP has not answered.
    ///
    /// @param at where its packet begins, from the start of the area
    /// @param outputAt where its output begins, from there too
    record Waiting(int at, int outputAt, int outputBytes, OutputListener then) {
        int end() {
            return outputAt + outputBytes;
        }
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /// Returns where the packet of the next call begins.
    int top() {
        Waiting innermost = waiting.peek();
        return innermost == null ? 0 : CallPacket.next(innermost.end());
    }

    /// Adds a call; returns it, or null where there is no room.
    @Nullable
    Waiting push(int inputBytes, int outputBytes, OutputListener then) {
        int at = top();
        var call = new Waiting(at, at + CallPacket.HEAD_BYTES + inputBytes, outputBytes, then);
        if (call.end() > CallContext.AREA_BYTES) {
            return null;
        }
        waiting.push(call);
        return call;
    }

    /// Takes the innermost call off, or returns null where none waits.
    @Nullable
    Waiting pop() {
        return waiting.poll();
    }

    /// Does something as soon as no call waits, in the order of asking.
    void whenIdle(Runnable action) {
        later.add(action);
        goOn();
    }

    void goOn() {
        while (isIdle() && !later.isEmpty()) {
            later.remove().run();
        }
    }
}
