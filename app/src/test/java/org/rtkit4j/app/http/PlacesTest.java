package org.rtkit4j.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Who has to go when places are short, on a clock of our own and without a network.
class PlacesTest {
    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final HttpService service =
            new HttpService((_, _) -> {}, Map.of(), Patience.STANDARD, nowNanos::incrementAndGet);
    private final List<Socket> sockets = new ArrayList<>();
    private final Places places = new Places(4, 3);

    @Test
    void aNewcomerGetsThePlaceOfWhoHasWaitedForLongest() throws Exception {
        HttpConnection first = enter(ONE);
        enter(OTHER);
        first.peerWait().begin(1_000);
        HttpConnection third = enter(OTHER);
        enter(ONE);
        assertTrue(places.enter(connection("192.0.2.3")));
        assertEquals(List.of(1), closed());
        third.peerWait().end();
        assertTrue(places.enter(connection("192.0.2.4")));
        assertEquals(List.of(0, 1), closed());
    }

    @Test
    void whoIsServedKeepsHisPlace() throws Exception {
        for (int i = 0; i < 4; i++) {
            enter(i < 2 ? ONE : OTHER).peerWait().end();
        }
        assertFalse(places.enter(connection("192.0.2.3")));
        assertEquals(List.of(), closed());
    }

    @Test
    void unlessHeHasYieldedIt() throws Exception {
        for (int i = 0; i < 3; i++) {
            enter(ONE).peerWait().end();
        }
        HttpConnection yielding = enter(OTHER);
        yielding.peerWait().end();
        yielding.yieldPlace();
        assertTrue(places.enter(connection("192.0.2.3")));
        assertEquals(List.of(3), closed());
    }

    @Test
    void aPeerBeyondItsShareLosesOneOfItsOwn() throws Exception {
        enter(OTHER);
        for (int i = 0; i < 10; i++) {
            enter(ONE);
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), closed());
    }

    @Test
    void onePeerThatIsServedEverywhereLeavesRoomForAnother() throws Exception {
        for (int i = 0; i < 3; i++) {
            enter(ONE).peerWait().end();
        }
        assertFalse(places.enter(connection(ONE)));
        assertTrue(places.enter(connection(OTHER)));
    }

    @Test
    void anIpv6NetworkIsOnePeer() throws Exception {
        assertEquals(
                connection("2001:db8::1").peer(),
                connection("2001:db8::2:3:4:5").peer());
        assertFalse(connection("2001:db8:0:1::1")
                .peer()
                .equals(connection("2001:db8::1").peer()));
    }

    @Test
    void whoHasLetHisTimePassIsSentAway() throws Exception {
        enter(ONE).peerWait().begin(1_000);
        enter(ONE).peerWait().begin(2_000);
        enter(OTHER).peerWait().end();
        nowNanos.addAndGet(900);
        places.sweep();
        assertEquals(List.of(), closed());
        nowNanos.addAndGet(100);
        places.sweep();
        assertEquals(List.of(0), closed());
        nowNanos.addAndGet(1_000_000);
        places.sweep();
        assertEquals(List.of(0, 1), closed());
    }

    @Test
    void whatIsClosedTakesNobody() throws Exception {
        enter(ONE).peerWait().end();
        places.close();
        assertEquals(List.of(0), closed());
        assertFalse(places.enter(connection(ONE)));
    }

    private HttpConnection enter(String address) throws Exception {
        HttpConnection connection = connection(address);
        assertTrue(places.enter(connection));
        return connection;
    }

    private HttpConnection connection(String address) throws Exception {
        InetAddress peer = InetAddress.getByName(address);
        var socket = new SilentSocket(peer);
        sockets.add(socket);
        return new HttpConnection(socket, service);
    }

    private List<Integer> closed() {
        List<Integer> closed = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i).isClosed()) {
                closed.add(i);
            }
        }
        return closed;
    }
}
