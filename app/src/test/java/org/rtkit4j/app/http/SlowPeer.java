package org.rtkit4j.app.http;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/// A peer whose every read takes so much time, of a clock that nothing else moves.
final class SlowPeer extends InputStream {
    private final byte[] bytes;
    private final int bytesOfOneRead;
    private final long nanosOfOneRead;
    private int next;
    private long nowNanos = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1);
    private int readsInTime;
    private boolean isTooLate;

    final PeerWait peerWait = new PeerWait(() -> nowNanos);
    final PacedInput paced = new PacedInput(new PeerInput(this), peerWait, Patience.STANDARD);

    SlowPeer(byte[] bytes, int bytesOfOneRead, long nanosOfOneRead) {
        this.bytes = bytes;
        this.bytesOfOneRead = bytesOfOneRead;
        this.nanosOfOneRead = nanosOfOneRead;
    }

    @Override
    public int read() {
        throw new AssertionError("byte by byte");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        nowNanos += nanosOfOneRead;
        isTooLate |= peerWait.isOver();
        readsInTime += isTooLate ? 0 : 1;
        int count = Math.min(Math.min(length, bytesOfOneRead), bytes.length - next);
        System.arraycopy(bytes, next, into, offset, count);
        next += count;
        return count == 0 ? -1 : count;
    }

    /// Returns how many reads had ended before the peer would have been sent away.
    int readsInTime() {
        return readsInTime;
    }

    boolean isTooLate() {
        return isTooLate;
    }
}
