package org.rtkit4j.app.http;

import java.io.IOException;
import java.io.InputStream;

/// What a peer sends of a body, with a deadline for each stretch and one for the whole. The reader does not pause:
/// the deadlines are the peer's.
final class PacedInput extends InputStream {
    private final PeerInput in;
    private final PeerWait peerWait;
    private final Patience patience;
    private final long endNanos;
    private int stretchBytes;

    /// The time for the whole begins here.
    PacedInput(PeerInput in, PeerWait peerWait, Patience patience) {
        this.in = in;
        this.peerWait = peerWait;
        this.patience = patience;
        this.endNanos = peerWait.nowNanos() + patience.bodyNanos();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!peerWait.isUnderWay()) {
            peerWait.begin(Math.min(patience.stretchNanos(), endNanos - peerWait.nowNanos()));
        }
        int count = in.read(into, offset, length);
        stretchBytes += Math.max(0, count);
        if (stretchBytes >= Patience.STRETCH_BYTES) {
            rest();
        }
        return count;
    }

    /// Ends the wait: a stretch, or all of it, is here.
    void rest() {
        stretchBytes = 0;
        peerWait.end();
    }
}
