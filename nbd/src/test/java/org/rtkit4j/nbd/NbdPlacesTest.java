package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that hold a place and do nothing with it, by the test's clock.
@Timeout(60)
class NbdPlacesTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What is still on its way when the clock moves counts as a move.
    private static final int KNOCKS = 1000;

    private final AtomicLong nowNanos = new AtomicLong();

    /// Where a client stops.
    enum LastWord {
        WITHIN_THE_HEAD(27),
        BEFORE_THE_DATA(28),
        WITHIN_THE_DATA(28 + 5000),
        BEFORE_THE_LAST_BYTE(28 + (1 << 20) - 1);

        final int bytes;

        LastWord(int bytes) {
            this.bytes = bytes;
        }

        byte[] said() throws IOException {
            var said = new ByteArrayOutputStream();
            try (var client = RawClient.monologue(said)) {
                client.request(0, 1, 2, 0, 1 << 20).out.write(new byte[1 << 20]);
            }
            return Arrays.copyOf(said.toByteArray(), bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewcomerTakesThePlaceOfOneThatStopsWithinARequest(LastWord last) throws Exception {
        try (var serving = serving()) {
            requireThatItsPlaceIsTaken(serving, client -> client.out.write(last.said()));
        }
    }

    @Test
    void aNewcomerTakesThePlaceOfOneThatFetchesNothing() throws Exception {
        try (var serving = serving()) {
            requireThatItsPlaceIsTaken(serving, client -> {
                for (int i = 0; i < 64; i++) {
                    client.request(0, 0, i, 0, 1 << 20);
                }
            });
        }
    }

    private Serving serving() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Serving(new MemoryDisk(4 << 20, 1), address, nowNanos::get);
    }

    /// Says something, and then nothing any more.
    private interface Mumbling {
        void say(RawClient client) throws IOException;
    }

    // The others are between two requests, which they may be for as long as they like.
    private void requireThatItsPlaceIsTaken(Serving serving, Mumbling mumbling) throws IOException {
        List<RawClient> idle = new ArrayList<>();
        for (int i = 0; i < NbdServer.MOST_CONNECTIONS - 1; i++) {
            idle.add(serving.client().go());
        }
        try (RawClient still = serving.client().go()) {
            mumbling.say(still);
            nowNanos.addAndGet(PATIENCE_NANOS - 1);
            requireThatItIsTurnedAway(serving);
            try (RawClient late = knock(serving)) {
                assertEquals(0, late.request(0, 3, 1, 0, 0).reply(1));
            }
        }
        for (RawClient client : idle) {
            assertEquals(0, client.request(0, 3, 1, 0, 0).reply(1));
            client.close();
        }
    }

    private static void requireThatItIsTurnedAway(Serving serving) throws IOException {
        try (RawClient early = serving.client()) {
            assertTrue(early.isOver());
        }
    }

    private RawClient knock(Serving serving) throws IOException {
        for (int i = 0; i < KNOCKS; i++) {
            nowNanos.addAndGet(PATIENCE_NANOS);
            RawClient client = serving.client();
            try {
                return client.go();
            } catch (EOFException | SocketException _) {
                client.close();
            }
        }
        throw new AssertionError("turned away every time");
    }
}
