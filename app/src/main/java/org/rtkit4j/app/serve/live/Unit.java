package org.rtkit4j.app.serve.live;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.MailboxSpeech;

/// A co-processor that the page watches.
final class Unit {
    private final int index;
    private final Vitals vitals;
    private final TapRing ring;
    private final CoprocessorKind kind;
    private final String description;
    private final boolean isEmulated;
    private final MailboxSpeech speech;

    // How many messages are still to be sent to exercise it.
    final AtomicInteger exercise = new AtomicInteger();

    // How many messages the recorder has taken from the ring.
    final AtomicLong recorded = new AtomicLong();

    private final @Nullable Keeper keeper;
    private volatile @Nullable Crash crash;

    /// The latest crash, kept in memory.
    ///
    /// @param number counts the crashes of this co-processor, from 1
    /// @param timeNanos since the page began to watch
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Crash(int number, long timeNanos, byte[] log) {}

    /// One that the page's own supervisor drives.
    ///
    /// @param index its place among all
    /// @param description what it is, in words
    /// @param speech what is known of its mailbox
    /// @param keeper of what is behind it, or null
    Unit(
            int index,
            Supervised supervised,
            TapRing ring,
            String description,
            boolean isEmulated,
            MailboxSpeech speech,
            @Nullable Keeper keeper) {
        this(index, new SupervisedVitals(supervised), ring, description, isEmulated, speech, keeper);
    }

    /// One that another program drives.
    Unit(int index, Overheard overheard, TapRing ring, String description, MailboxSpeech speech) {
        this(index, overheard, ring, description, false, speech, null);
    }

    private Unit(
            int index,
            Vitals vitals,
            TapRing ring,
            String description,
            boolean isEmulated,
            MailboxSpeech speech,
            @Nullable Keeper keeper) {
        this.index = index;
        this.vitals = vitals;
        this.ring = ring;
        this.kind = CoprocessorKind.of(vitals.name());
        this.description = description;
        this.isEmulated = isEmulated;
        this.speech = speech;
        this.keeper = keeper;
    }

    int index() {
        return index;
    }

    String name() {
        return vitals.name();
    }

    Vitals vitals() {
        return vitals;
    }

    /// Returns its supervisor's view of it.
    ///
    /// @throws IllegalStateException if another program drives it
    Supervised supervised() {
        if (vitals instanceof SupervisedVitals(Supervised supervised)) {
            return supervised;
        }
        throw new IllegalStateException("another program drives it: coprocessor=" + name());
    }

    /// Returns it as one that another program drives, or null.
    @Nullable
    Overheard overheard() {
        return vitals instanceof Overheard overheard ? overheard : null;
    }

    TapRing ring() {
        return ring;
    }

    /// Returns how many messages the recorder has still to take.
    long backlog() {
        return ring.recorded() - recorded.get();
    }

    CoprocessorKind kind() {
        return kind;
    }

    /// Returns what is said on its mailbox.
    MailboxSpeech speech() {
        return speech;
    }

    String description() {
        return description;
    }

    boolean isEmulated() {
        return isEmulated;
    }

    @Nullable
    Keeper keeper() {
        return keeper;
    }

    /// Returns its emulated screen, or null where it has none.
    @Nullable
    WatchedScreen screen() {
        if (vitals instanceof Overheard overheard) {
            return overheard.screen();
        }
        return keeper instanceof ScreenKeeper screen ? screen.watched() : null;
    }

    /// Returns the keeper of its light sensor, or null where it has none.
    @Nullable
    LightKeeper light() {
        return keeper instanceof LightKeeper light ? light : null;
    }

    /// Returns the keeper of its keyboard, or null where it has none.
    @Nullable
    KeyboardKeeper keyboard() {
        return keeper instanceof KeyboardKeeper keyboard ? keyboard : null;
    }

    @Nullable
    Crash crash() {
        return crash;
    }

    void crashed(long timeNanos, byte[] log) {
        Crash before = crash;
        crash = new Crash(before == null ? 1 : before.number() + 1, timeNanos, log);
    }
}
