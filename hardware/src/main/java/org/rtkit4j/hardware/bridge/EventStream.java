package org.rtkit4j.hardware.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The connection over which a kernel hears of lines that rise by themselves. There is one, and none at first.
///
/// What rises while an event is on its way is told by the next one, all of it at once: a kernel that reads slowly gets
/// fewer events and misses no line.
final class EventStream implements Closeable {
    private final Semaphore risen = new Semaphore(0);
    private @Nullable RequestChannel connection;
    private volatile boolean isClosed;

    /// Notes that a line has risen. Never blocks.
    void onRise() {
        risen.release();
    }

    /// Takes a connection and sends events over it until it is closed.
    void run(RequestChannel kernel, LineWatch lines) throws IOException {
        if (!takes(kernel)) {
            kernel.refuse("events go elsewhere already", null);
            return;
        }
        kernel.answer(BridgeStatus.OK, 0, lines);
        for (awaitRise(); !isClosed; awaitRise()) {
            kernel.tell(lines);
        }
    }

    private synchronized boolean takes(RequestChannel kernel) {
        if (connection != null || isClosed) {
            return false;
        }
        connection = kernel;
        return true;
    }

    private void awaitRise() {
        risen.acquireUninterruptibly();
        risen.drainPermits();
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        risen.release();
        if (connection != null) {
            connection.close();
        }
    }
}
