package org.rtkit4j.wire.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Words by hand, as in the sources' examples.
class PairingTest {
    private final Pairing generic = new Pairing(Vocabulary.GENERIC);

    @Test
    void anAnswerBelongsToItsRequest() {
        assertEquals(Pairing.REQUEST, generic.add(7, IOP_TO_AP, 0, 0x0010_0000_000c_000bL), "HELLO");
        assertEquals(Pairing.REQUEST, generic.add(8, AP_TO_IOP, 0, 0x0030_0000_0000_0000L), "PING");
        assertEquals(7, generic.add(9, AP_TO_IOP, 0, 0x0020_0000_000c_000cL), "HELLO_ACK");
        assertEquals(List.of(8L), numbers(generic));
        assertEquals(8, generic.add(10, IOP_TO_AP, 0, 0x0040_0000_0000_0000L), "PONG");
        assertEquals(List.of(), numbers(generic));
    }

    @Test
    void anAnswerWithoutRequestIsPassedOver() {
        assertEquals(Pairing.NEITHER, generic.add(0, AP_TO_IOP, 0, 0x0020_0000_000c_000cL));
    }

    @Test
    void commandsOfTheSmcAreToldApartByTheirId() {
        var smc = new Pairing(Vocabulary.SMC);
        smc.add(0, AP_TO_IOP, 0x20, 0x5443_3050_0004_1010L);
        smc.add(1, AP_TO_IOP, 0x20, 0x5443_3050_0004_2010L);
        assertEquals(1, smc.add(2, IOP_TO_AP, 0x20, 0x0000_0019_0004_2000L));
        assertEquals(0, smc.add(3, IOP_TO_AP, 0x20, 0x0000_0019_0004_1000L));
    }

    @Test
    void theLongestWaitingIsForgottenWhereTooManyWait() {
        var bounded = new Pairing(Vocabulary.GENERIC, 2);
        for (long word = 1; word <= 3; word++) {
            assertEquals(Pairing.REQUEST, bounded.add(word, IOP_TO_AP, 2, 0x0050_0000_0000_0000L | word));
        }
        assertEquals(List.of(2L, 3L), numbers(bounded));
        assertEquals(Pairing.NEITHER, bounded.add(4, AP_TO_IOP, 2, 0x0050_0000_0000_0001L));
        assertEquals(3, bounded.add(5, AP_TO_IOP, 2, 0x0050_0000_0000_0003L));
    }

    @Test
    void survivesAnyMessagesWithinItsBound() {
        var random = new SplittableRandom(1);
        for (Vocabulary vocabulary : List.of(Vocabulary.GENERIC, Vocabulary.SMC, Vocabulary.DCP)) {
            var pairing = new Pairing(vocabulary, 16);
            for (int number = 0; number < 20_000; number++) {
                Direction direction = random.nextBoolean() ? AP_TO_IOP : IOP_TO_AP;
                long request = pairing.add(number, direction, random.nextInt(0x40), word(random));
                assertTrue(request < number);
            }
            assertTrue(pairing.open().size() <= 16);
        }
    }

    private static long word(SplittableRandom random) {
        return random.nextLong(0x100) << 52 | random.nextLong(0x10) << 48 | random.nextLong(0x4);
    }

    private static List<Long> numbers(Pairing pairing) {
        return pairing.open().stream().map(Pairing.Waiting::number).toList();
    }
}
