package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.testkit.ManualClock;

/// Clients that wait while none can be let in: looked for now and then, and complained of once.
class EntranceTest {
    private static final long MILLI = 1_000_000;

    private final ManualClock clock = new ManualClock();
    private final SlammedDoor door = new SlammedDoor();
    private final Entrance entrance = new Entrance(door, clock);
    private final List<String> complaints = new ArrayList<>();

    /// A door at which somebody always waits, as a selector sees it: it tells of them whenever it is open.
    private static final class SlammedDoor implements Entrance.Door {
        boolean hasDescriptors;
        boolean isOpen = true;
        int attempts;

        @Override
        public SocketChannel accept() throws IOException {
            attempts++;
            if (!hasDescriptors) {
                throw new IOException("Too many open files");
            }
            return SocketChannel.open();
        }

        @Override
        public void listen(boolean on) {
            isOpen = on;
        }
    }

    // As the server does: looks after the entrance, and lets in whom the selector tells of.
    private SocketChannel turn() throws IOException {
        entrance.attend();
        SocketChannel client = door.isOpen ? entrance.next() : null;
        if (client != null) {
            client.close();
        }
        return client;
    }

    @Test
    void withoutDescriptorsItLooksFourTimesASecondAndComplainsOnce() throws IOException {
        entrance.onTrouble(complaints::add);
        for (int millis = 0; millis < 10_000; millis++) {
            assertNull(turn());
            clock.advance(MILLI);
        }
        assertEquals(40, door.attempts);
        assertEquals(List.of("no client can be let in: Too many open files"), complaints);
    }

    @Test
    void goesOnOnceThereAreSomeAgain() throws IOException {
        entrance.onTrouble(complaints::add);
        turn();
        door.hasDescriptors = true;
        assertNull(turn());
        assertEquals(250 * MILLI, entrance.idleNanos(1000 * MILLI));
        clock.advance(250 * MILLI);
        assertNotNull(turn());
        assertNotNull(turn());
        assertEquals(1000 * MILLI, entrance.idleNanos(1000 * MILLI));
        // What is new is said anew.
        door.hasDescriptors = false;
        turn();
        assertEquals(2, complaints.size());
    }
}
