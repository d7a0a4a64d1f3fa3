package org.rtkit4j.hardware.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The connection over which a kernel hears of lines that rise by themselves. There is none at first, and one at a
/// time: a kernel that has lost it opens another, which takes its place.
///
/// What rises while an event is on its way is told by the next one, all of it at once: a kernel that reads slowly gets
/// fewer events and misses no line. A connection begins with an event where a line has risen before it, or where it
/// takes the place of another, whose last event may not have been heard.
final class EventStream implements Closeable {
    private @Nullable Hearer hearer;
    private boolean hasRisen;
    private boolean isClosed;

    /// One connection, and whether something has risen since its last event.
    private record Hearer(RequestChannel connection, Semaphore risen) {
        void awaitRise() {
            risen.acquireUninterruptibly();
            risen.drainPermits();
        }

        void end() throws IOException {
            risen.release();
            connection.close();
        }
    }

    /// Notes that a line has risen. Does not wait for the kernel.
    synchronized void onRise() {
        if (hearer == null) {
            hasRisen = true;
        } else {
            hearer.risen.release();
        }
    }

    /// Takes a connection and sends events over it until it is closed, here or by another one that takes its place.
    void run(RequestChannel kernel, LineWatch lines) throws IOException {
        Hearer own = takePlace(kernel);
        if (own == null) {
            kernel.refuse("the machine is off", null);
            return;
        }
        kernel.answer(BridgeStatus.OK, 0, lines);
        for (own.awaitRise(); isHeard(own); own.awaitRise()) {
            kernel.tell(lines);
        }
    }

    private synchronized boolean isHeard(Hearer own) {
        return own.equals(hearer);
    }

    private synchronized @Nullable Hearer takePlace(RequestChannel kernel) throws IOException {
        if (isClosed) {
            return null;
        }
        hasRisen |= hearer != null;
        endLast();
        hearer = new Hearer(kernel, new Semaphore(hasRisen ? 1 : 0));
        return hearer;
    }

    private void endLast() throws IOException {
        Hearer last = hearer;
        hearer = null;
        if (last != null) {
            last.end();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        endLast();
    }
}
