package org.rtkit4j.app.serve.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageStoreTest {
    @Test
    void givesBackWhatItKeepsAndForgetsTheOldest() {
        var store = new MessageStore(20_000);
        for (int i = 0; i < 200_000; i++) {
            assertEquals(i, store.add(1_000L * i, i, 0x20, i % 7, -1, 0));
        }
        assertEquals(200_000, store.end());
        assertTrue(store.end() - store.first() >= 20_000, "first=" + store.first());
        assertTrue(store.end() - store.first() <= 20_000 + 2 * 16_384, "first=" + store.first());
        assertNull(store.at(store.first() - 1));
        assertNull(store.at(store.end()));
        var random = new SplittableRandom(3);
        for (int round = 0; round < 100; round++) {
            long number = random.nextLong(store.first(), store.end());
            var message = kept(store.at(number));
            assertEquals(number, message.msg0());
            assertEquals(number % 7, message.kind());
        }
    }

    @Test
    void aRangeHasItsFirstNumberAndSixteenBytesForEach() {
        var store = new MessageStore(50_000);
        for (int i = 0; i < 40_000; i++) {
            store.add(
                    2_500L * i,
                    i,
                    0,
                    i & 0xffff,
                    i % 2 == 1 ? i - 1 : -1,
                    i % 2 == 1 ? MessageStore.ANSWERS : MessageStore.EXPECTS);
        }
        ByteBuffer found = store.read(16_380, 10).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(8 + 10 * MessageStore.RECORD_BYTES, found.remaining());
        assertEquals(16_380, found.getLong());
        for (int i = 16_380; i < 16_390; i++) {
            assertEquals(2.5 * i, found.getDouble());
            assertEquals(i % 2, found.getInt(), "how far back the request is");
            assertEquals(i, found.getChar());
            assertEquals(i % 2 == 1 ? MessageStore.ANSWERS : MessageStore.EXPECTS, found.get());
            assertEquals(0, found.get());
        }
    }

    @Test
    void aRequestLearnsOfItsAnswer() {
        var store = new MessageStore(1000);
        long request = store.add(1, 1, 0, 0, -1, MessageStore.EXPECTS);
        long answer = store.add(2, 2, 0, 0, request, MessageStore.ANSWERS);
        assertEquals(answer, kept(store.at(request)).partner());
        assertEquals(request, kept(store.at(answer)).partner());
    }

    @Test
    void survivesAnyRange() {
        var store = new MessageStore(1000);
        for (int i = 0; i < 100; i++) {
            store.add(i, i, 0, 0, -1, 0);
        }
        for (long from : new long[] {Long.MIN_VALUE, -1, 0, 99, 100, 101, Long.MAX_VALUE}) {
            for (int most : new int[] {0, 1, 1000}) {
                ByteBuffer found = store.read(from, most);
                assertTrue(found.remaining() <= 8 + 100 * MessageStore.RECORD_BYTES);
            }
        }
    }

    private static MessageStore.Message kept(MessageStore.Message message) {
        assertNotNull(message);
        return message;
    }
}
