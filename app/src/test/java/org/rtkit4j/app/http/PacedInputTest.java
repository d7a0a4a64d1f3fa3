package org.rtkit4j.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A body's deadlines, on a clock that only the peer's reads move.
class PacedInputTest {
    private static final long STRETCH = Patience.STANDARD.stretchNanos();
    private static final int BUFFER = 8192;

    @Test
    void aStretchMayTakeItsTime() throws Exception {
        var peer = new SlowPeer(new byte[BUFFER], BUFFER, STRETCH - 1);
        assertEquals(BUFFER, peer.paced.read(new byte[BUFFER]));
        assertFalse(peer.isTooLate());
    }

    @Test
    void andNotMore() throws Exception {
        var peer = new SlowPeer(new byte[BUFFER], BUFFER, STRETCH);
        peer.paced.read(new byte[BUFFER]);
        assertTrue(peer.isTooLate());
    }

    @Test
    void aByteNowAndThenBuysNoTime() throws Exception {
        var peer = new SlowPeer(new byte[1000], 1, STRETCH / 4);
        peer.paced.readAllBytes();
        assertEquals(3, peer.readsInTime());
    }

    @Test
    void aBodyThatComesSteadilyMayBeLong() throws Exception {
        var peer = new SlowPeer(new byte[64 << 20], BUFFER, TimeUnit.MILLISECONDS.toNanos(10));
        assertEquals(64 << 20, peer.paced.readAllBytes().length);
        assertFalse(peer.isTooLate());
    }

    @Test
    void butNotForEver() throws Exception {
        var peer = new SlowPeer(new byte[64 << 20], BUFFER, TimeUnit.SECONDS.toNanos(1));
        peer.paced.readAllBytes();
        assertEquals(119, peer.readsInTime());
    }

    @Test
    void afterAStretchTheNextMoveIsTheServers() throws Exception {
        var peer = new SlowPeer(new byte[1 << 20], BUFFER, 1);
        peer.paced.readNBytes(Patience.STRETCH_BYTES);
        assertFalse(peer.peerWait.isUnderWay());
        peer.paced.readNBytes(1);
        assertTrue(peer.peerWait.isUnderWay());
    }
}
