package org.rtkit4j.capture.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.capture.decode.OpenRequests.Request;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

class MessageLayoutsTest {
    private static final long OWN_BUFFER = 0x0011_0002_3fe4_0000L;

    private final MessageLayouts decoder = new MessageLayouts();

    @Test
    void theSecondAddressOnCrashlogIsACrash() {
        assertSame(Crashlog.BUFFER, decoder.next(Vocabulary.SMC, IOP_TO_AP, 1, OWN_BUFFER));
        assertSame(Crashlog.CRASHED, decoder.next(Vocabulary.SMC, IOP_TO_AP, 1, OWN_BUFFER));
        decoder.next(Vocabulary.SMC, IOP_TO_AP, 0, 0x0010_0000_000c_000bL);
        assertSame(Crashlog.BUFFER, decoder.next(Vocabulary.SMC, IOP_TO_AP, 1, OWN_BUFFER));
    }

    @Test
    void anAnsweredRequestMakesTheNextOneACrash() {
        assertSame(Crashlog.BUFFER, decoder.next(Vocabulary.ANS, IOP_TO_AP, 1, 0x0010_1000_0000_0000L));
        assertSame(Crashlog.BUFFER, decoder.next(Vocabulary.ANS, IOP_TO_AP, 1, 0x0010_1000_0000_0000L));
        assertSame(Crashlog.BUFFER, decoder.next(Vocabulary.ANS, AP_TO_IOP, 1, 0x0010_1000_1000_8000L));
        assertSame(Crashlog.CRASHED, decoder.next(Vocabulary.ANS, IOP_TO_AP, 1, 0x0010_1000_1000_8000L));
    }

    @Test
    void theFirstAnswerOfTheSmcIsAnAddress() {
        assertSame(SmcMsg.INITIALIZE, decoder.next(Vocabulary.SMC, AP_TO_IOP, 0x20, 0x17));
        assertSame(SmcMsg.SHARED_MEMORY, decoder.next(Vocabulary.SMC, IOP_TO_AP, 0x20, 0x2_3fe0_0018L));
        assertSame(SmcMsg.NOTIFICATION, decoder.next(Vocabulary.SMC, IOP_TO_AP, 0x20, 0x7201_0101_0000_0018L));
    }

    /// The table finds what the vocabulary finds.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void findsWhatTheVocabularyFinds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            Vocabulary vocabulary = CaptureFrame.vocabulary(random.nextInt(4));
            Direction direction = CaptureFrame.direction(random.nextInt(3));
            int endpoint = random.nextInt(0x100);
            long word = random.nextLong() & (random.nextBoolean() ? -1L : 0x00ff_0000_0000_00ffL);
            assertSame(
                    vocabulary.layoutOf(direction, endpoint, word),
                    LayoutTable.of(vocabulary).find(direction, endpoint, word));
        }
    }

    @Test
    void decodingAllocatesNothing() {
        long bytes = AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 50_000; i++) {
                decoder.next(Vocabulary.DCP, IOP_TO_AP, i & 0x3f, (long) i << 52 | i);
            }
        });
        assertEquals(0, bytes);
    }

    @Test
    void answersKnowTheirRequests() {
        var talk = new OpenRequests();
        assertNull(say(talk, 1, AP_TO_IOP, 0, 0x0060_0000_0000_0220L));
        assertNull(say(talk, 2, IOP_TO_AP, 0, 0x0010_0000_000c_000bL));
        assertEquals(2, say(talk, 3, AP_TO_IOP, 0, 0x0020_0000_000c_000cL).number());
        Request wake = say(talk, 4, IOP_TO_AP, 0, 0x0070_0000_0000_0020L);
        assertEquals(1, wake.number(), "what woke the firmware is answered when it is up");
        assertSame(Mgmt.SetIopPower.LAYOUT, wake.layout());
        say(talk, 5, AP_TO_IOP, 0, 0x0030_0000_0000_0000L);
        assertEquals(
                List.of("5 PONG"),
                talk.open().stream()
                        .map(open -> open.request().number() + " " + open.expected())
                        .toList());
        say(talk, 6, IOP_TO_AP, 0, 0x0010_0000_000c_000bL);
        assertEquals(1, talk.open().size(), "a firmware that starts owes no PONG, and waits for HELLO_ACK");
    }

    @Test
    void whereNobodyRecordedWhoSpokeTheSecondIsTheEcho() {
        var talk = new OpenRequests();
        assertNull(say(talk, 1, BOTH, 2, 0x0050_0000_0000_0003L));
        assertEquals(1, say(talk, 2, BOTH, 2, 0x0050_0000_0000_0003L).number());
    }

    private Request say(OpenRequests talk, long number, Direction direction, int endpoint, long msg0) {
        var layout = decoder.next(Vocabulary.GENERIC, direction, endpoint, msg0);
        return talk.next(number, number, Vocabulary.GENERIC, direction, endpoint, layout, msg0);
    }
}
