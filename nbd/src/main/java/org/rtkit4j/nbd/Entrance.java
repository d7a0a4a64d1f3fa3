package org.rtkit4j.nbd;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Where clients come in. Sometimes none can be let in, above all where the process has no file descriptor left.
/// The client goes on waiting, and a server that goes on looking does nothing else. So the door is shut for a
/// moment each time.
final class Entrance {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Door door;
    private final LongSupplier clock;
    private Consumer<String> onTrouble = _ -> {};
    private boolean isShut;
    private boolean isInTrouble;
    private long opensNanos;

    /// The socket that listens.
    interface Door {
        /// Lets a client in that waits; null: none does.
        @Nullable
        SocketChannel accept() throws IOException;

        /// Says whether the selector is to tell of clients that wait.
        void listen(boolean on);
    }

    Entrance(Door door, LongSupplier clock) {
        this.door = door;
        this.clock = clock;
    }

    /// Has `listener` hear why clients cannot be let in: once, until one can again.
    void onTrouble(Consumer<String> listener) {
        onTrouble = listener;
    }

    /// Lets the client in that has waited longest, or returns null where none waits or can be let in.
    @Nullable
    SocketChannel next() {
        try {
            SocketChannel client = door.accept();
            isInTrouble = isInTrouble && client == null;
            return client;
        } catch (IOException e) {
            shut();
            complain(e);
            return null;
        }
    }

    private void shut() {
        isShut = true;
        opensNanos = clock.getAsLong() + PAUSE_NANOS;
        door.listen(false);
    }

    private void complain(IOException e) {
        if (!isInTrouble) {
            isInTrouble = true;
            onTrouble.accept("no client can be let in: " + e.getMessage());
        }
    }

    /// Opens the door again where it was shut for long enough.
    void attend() {
        if (isShut && clock.getAsLong() - opensNanos >= 0) {
            isShut = false;
            door.listen(true);
        }
    }

    /// Returns how long [#attend] has nothing to do.
    ///
    /// @param mostNanos the answer where the door is open
    long idleNanos(long mostNanos) {
        return isShut ? Math.clamp(opensNanos - clock.getAsLong(), 0, mostNanos) : mostNanos;
    }
}
