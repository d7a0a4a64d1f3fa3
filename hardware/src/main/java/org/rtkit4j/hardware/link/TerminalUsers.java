package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rtkit4j.hardware.system.Libc;

/// Which programs have a terminal open, as the system's events tell. Linux only.
///
/// An event is 16 bytes, the bits of what happened at 4. Source: inotify(7). Two openings in a row with nothing between
/// may come as one.
final class TerminalUsers implements AutoCloseable {
    private static final int EVENT_BYTES = 16;
    private static final int BITS = 4;

    private final Descriptor events;
    private final byte[] bytes = new byte[64 * EVENT_BYTES];
    private final ByteBuffer event = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    private int count;
    private boolean wasUsed;

    private TerminalUsers(Descriptor events) {
        this.events = events;
    }

    /// Begins to count; who has it open now does not.
    static TerminalUsers of(String path) throws IOException {
        return new TerminalUsers(new Descriptor(Terminals.watch(path)));
    }

    /// Returns what can be read when somebody has come or gone.
    Descriptor events() {
        return events;
    }

    /// Returns whether the last program that had it open has closed it since this was asked last; another one may
    /// have opened it meanwhile.
    synchronized boolean takeLastClose() throws IOException {
        boolean hasLastGone = false;
        for (int got = events.read(bytes, 0, bytes.length, 0); got > 0; got = events.read(bytes, 0, bytes.length, 0)) {
            for (int at = 0; at + EVENT_BYTES <= got; at += EVENT_BYTES) {
                hasLastGone |= isLastClose(event.getInt(at + BITS));
            }
        }
        return hasLastGone;
    }

    private boolean isLastClose(int happened) {
        if ((happened & Libc.IN_OPEN) != 0) {
            count++;
            wasUsed = true;
            return false;
        }
        boolean isLost = (happened & Libc.IN_Q_OVERFLOW) != 0;
        count = isLost ? 0 : Math.max(0, count - 1);
        return count == 0;
    }

    /// Returns whether nobody has it open any more, as of the last [#takeLastClose].
    synchronized boolean haveGone() {
        return wasUsed && count == 0;
    }

    @Override
    public void close() {
        events.close();
    }
}
