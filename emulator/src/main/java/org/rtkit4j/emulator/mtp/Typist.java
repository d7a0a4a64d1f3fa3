package org.rtkit4j.emulator.mtp;

import java.util.ArrayDeque;
import org.rtkit4j.emulator.machine.Work;

/// Keys that are pressed one after the other, each at its time, and none before the keyboard takes it.
final class Typist {
    private static final int MOST_WAITING = 1 << 16;

    private final ArrayDeque<Stroke> strokes = new ArrayDeque<>();
    private long lastNanos;
    private boolean isHeldUp;

    /// A key goes down or up.
    ///
    /// @param afterNanos how long after the one before
    record Stroke(int usage, boolean isDown, long afterNanos) {}

    /// What the keys are on.
    @FunctionalInterface
    interface Keyboard {
        /// Presses or releases a key; false where the keyboard is not ready for that.
        boolean key(int usage, boolean isDown);
    }

    /// Adds a stroke; returns whether there was room.
    boolean add(int usage, boolean isDown, long afterNanos, long nowNanos) {
        if (strokes.size() == MOST_WAITING) {
            return false;
        }
        if (strokes.isEmpty()) {
            lastNanos = Math.max(lastNanos, nowNanos);
        }
        strokes.add(new Stroke(usage, isDown, afterNanos));
        return true;
    }

    /// Does what is due.
    ///
    /// @return when to look again; [Work#NEVER] where nothing waits, or only for the keyboard
    long run(long nowNanos, Keyboard keyboard) {
        while (!strokes.isEmpty()) {
            Stroke next = strokes.getFirst();
            long due = lastNanos + next.afterNanos();
            if (due > nowNanos) {
                return due;
            }
            if (!keyboard.key(next.usage(), next.isDown())) {
                isHeldUp = true;
                return Work.NEVER;
            }
            // What was held up is not made up for.
            lastNanos = isHeldUp ? nowNanos : due;
            isHeldUp = false;
            strokes.removeFirst();
        }
        return Work.NEVER;
    }

    /// Forgets what waits.
    void clear() {
        strokes.clear();
    }

    /// Forgets what is to go down; what is to go up waits on.
    void forgetPresses() {
        strokes.removeIf(Stroke::isDown);
    }

    int waiting() {
        return strokes.size();
    }
}
