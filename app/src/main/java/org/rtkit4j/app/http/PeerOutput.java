package org.rtkit4j.app.http;

import java.io.IOException;
import java.io.OutputStream;

/// What goes to a peer, a stretch at a time, each with its deadline.
final class PeerOutput extends OutputStream {
    private final OutputStream out;
    private final PeerWait peerWait;
    private final long stretchNanos;

    PeerOutput(OutputStream out, PeerWait peerWait, long stretchNanos) {
        this.out = out;
        this.peerWait = peerWait;
        this.stretchNanos = stretchNanos;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += Patience.STRETCH_BYTES) {
            peerWait.begin(stretchNanos);
            out.write(bytes, at, Math.min(Patience.STRETCH_BYTES, end - at));
        }
        peerWait.end();
    }
}
