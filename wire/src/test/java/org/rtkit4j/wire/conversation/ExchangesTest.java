package org.rtkit4j.wire.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.conversation.Exchange.Side;
import org.rtkit4j.wire.conversation.Role.Kind;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;

/// What a word is in its conversation; words by hand.
class ExchangesTest {
    private static final long SYSLOG_ENTRY = 0x0050_0000_0000_0003L;
    private static final long BUFFER_REQUEST = 0x0010_4000_0000_0000L;
    private static final long BUFFER_AT = 0x0010_4000_1000_4000L;

    private static Kind kind(Direction direction, int endpoint, long word) {
        return Exchanges.roleOf(Vocabulary.GENERIC, direction, endpoint, word).kind();
    }

    @Test
    void aRequestForMemoryAsksWhereItHasNoAddress() {
        assertEquals(Kind.REQUEST, kind(IOP_TO_AP, 1, BUFFER_REQUEST));
        assertEquals(Kind.NONE, kind(IOP_TO_AP, 1, BUFFER_AT), "the firmware's own memory: nobody answers");
        assertEquals(Kind.ANSWER, kind(AP_TO_IOP, 1, BUFFER_AT));
        assertEquals(Kind.REQUEST, kind(BOTH, 1, BUFFER_REQUEST), "an answer has an address");
        assertEquals(Kind.ANSWER, kind(BOTH, 1, BUFFER_AT));
    }

    @Test
    void anEchoWithoutADirectionMayBeEither() {
        assertEquals(Kind.REQUEST, kind(IOP_TO_AP, 2, SYSLOG_ENTRY));
        assertEquals(Kind.ANSWER, kind(AP_TO_IOP, 2, SYSLOG_ENTRY));
        assertEquals(Kind.REQUEST_OR_ECHO, kind(BOTH, 2, SYSLOG_ENTRY));
    }

    @Test
    void whatWantsNothingIsNeither() {
        assertEquals(Kind.NONE, kind(AP_TO_IOP, 0, 0x0050_0002_0000_0000L), "STARTEP");
        assertEquals(Kind.NONE, kind(IOP_TO_AP, 0x05, SYSLOG_ENTRY));
        assertEquals(Kind.NONE, kind(IOP_TO_AP, 0x20, SYSLOG_ENTRY));
        assertEquals("", Role.NONE.expected());
        assertFalse(Role.NONE.nests());
    }

    @Test
    void onlyRequestsExpectSomething() {
        assertEquals(
                "HELLO_ACK",
                Exchanges.roleOf(Vocabulary.GENERIC, IOP_TO_AP, 0, 0x0010_0000_000c_000bL)
                        .expected());
        assertEquals(
                "",
                Exchanges.roleOf(Vocabulary.GENERIC, AP_TO_IOP, 0, 0x0020_0000_000c_000cL)
                        .expected());
        assertEquals(
                "the same word from the AP",
                Exchanges.roleOf(Vocabulary.GENERIC, IOP_TO_AP, 2, SYSLOG_ENTRY).expected());
        assertEquals(
                "the same word from the co-processor",
                Exchanges.roleOf(Vocabulary.GENERIC, AP_TO_IOP, 4, 0x0040_0000_0000_0000L)
                        .expected());
    }

    @Test
    void pagesOfTheMapAreToldApart() {
        Role first = Exchanges.roleOf(Vocabulary.GENERIC, IOP_TO_AP, 0, 0x0080_0000_0000_0003L);
        Role second = Exchanges.roleOf(Vocabulary.GENERIC, IOP_TO_AP, 0, 0x0088_0001_0000_0001L);
        assertNotEquals(first.key(), second.key());
        assertEquals(
                second.key(),
                Exchanges.roleOf(Vocabulary.GENERIC, AP_TO_IOP, 0, 0x0088_0001_0000_0000L)
                        .key());
    }

    @Test
    void callsOfTheDisplayNestAndNothingElseDoes() {
        List<Exchange> calls = Exchanges.of(Vocabulary.DCP, Iomfb.ENDPOINT);
        assertEquals(6, calls.size());
        assertTrue(calls.stream().allMatch(Exchange::nests));
        assertEquals(
                2,
                calls.stream().filter(exchange -> exchange.asks() == AP_TO_IOP).count());
        assertTrue(Exchanges.of(Vocabulary.SMC, 0x20).stream().noneMatch(Exchange::nests));
        long call = Iomfb.CONTEXT.put(Iomfb.CALL.word(), 2);
        assertTrue(Exchanges.roleOf(Vocabulary.DCP, AP_TO_IOP, Iomfb.ENDPOINT, call)
                .nests());
        assertFalse(
                Exchanges.roleOf(Vocabulary.GENERIC, IOP_TO_AP, 2, SYSLOG_ENTRY).nests());
    }

    @Test
    void applicationsConverseOnTheirOwnEndpoints() {
        assertEquals(1, Exchanges.of(Vocabulary.SMC, 0x20).size());
        assertEquals(List.of(), Exchanges.of(Vocabulary.SMC, 0x21));
        assertEquals(4, Exchanges.of(Vocabulary.DCP, Afk.FIRST_ENDPOINT).size());
        assertEquals(4, Exchanges.of(Vocabulary.DCP, Afk.LAST_ENDPOINT).size());
        assertEquals(List.of(), Exchanges.of(Vocabulary.DCP, 0xff));
        assertEquals(List.of(), Exchanges.of(Vocabulary.NVME, 0x40));
        assertEquals(List.of(), Exchanges.of(Vocabulary.SMC, 0x1f));
        assertEquals(1, Exchanges.of(Vocabulary.DOCKCHANNEL, 0x40).size());
    }

    /// An endpoint of somebody's own: a call into one of its rings, of one kind, and its return.
    @Test
    void aSideMayAskForTheValuesOfSeveralFields() {
        Side call = Side.of(Iomfb.CALL).where(Iomfb.CONTEXT, 2).where(Iomfb.OFFSET, 0x40);
        var exchange = new Exchange(AP_TO_IOP, List.of(call), List.of(Side.of(Iomfb.RETURN)), 0, true, "a return");
        long word = Iomfb.OFFSET.put(Iomfb.CONTEXT.put(Iomfb.CALL.word(), 2), 0x40);
        assertTrue(exchange.asks(Iomfb.CALL, word));
        assertTrue(exchange.asks(Iomfb.CALL, Iomfb.LENGTH.put(word, 0x100)), "of any length");
        assertFalse(exchange.asks(Iomfb.CALL, Iomfb.CONTEXT.put(word, 3)));
        assertFalse(exchange.asks(Iomfb.CALL, Iomfb.OFFSET.put(word, 0)));
        assertFalse(exchange.asks(Iomfb.RETURN, word));
    }

    @Test
    void anExchangeIsItselfAndNoOther() {
        List<Exchange> calls = Exchanges.of(Vocabulary.DCP, Iomfb.ENDPOINT);
        assertEquals(calls.get(0), calls.get(0));
        assertNotEquals(calls.get(0), calls.get(2));
    }

    // ---- Pairing ----

    @Test
    void anInnerCallIsAnsweredFirst() {
        var pairing = new Pairing(Vocabulary.DCP);
        long call = Iomfb.CONTEXT.put(Iomfb.CALL.word(), 2);
        long answer = Iomfb.CONTEXT.put(Iomfb.RETURN.word(), 2);
        pairing.add(1, AP_TO_IOP, Iomfb.ENDPOINT, call);
        pairing.add(2, AP_TO_IOP, Iomfb.ENDPOINT, call);
        assertEquals(2, pairing.add(3, IOP_TO_AP, Iomfb.ENDPOINT, answer));
        assertEquals(1, pairing.add(4, IOP_TO_AP, Iomfb.ENDPOINT, answer));
        assertEquals(Pairing.NEITHER, pairing.add(5, IOP_TO_AP, Iomfb.ENDPOINT, answer));
    }

    @Test
    void ofEqualWordsWithoutADirectionNoneCountsAsOpen() {
        var pairing = new Pairing(Vocabulary.GENERIC);
        assertEquals(Pairing.NEITHER, pairing.add(1, BOTH, 2, SYSLOG_ENTRY));
        assertEquals(1, pairing.add(2, BOTH, 2, SYSLOG_ENTRY));
        assertEquals(Pairing.NEITHER, pairing.add(3, BOTH, 2, SYSLOG_ENTRY));
        assertEquals(List.of(), pairing.open());
    }

    @Test
    void whatWaitsIsListedByItsNumber() {
        var pairing = new Pairing(Vocabulary.GENERIC);
        pairing.add(9, IOP_TO_AP, 2, 0x0050_0000_0000_0001L);
        pairing.add(4, IOP_TO_AP, 2, 0x0050_0000_0000_0002L);
        pairing.add(6, IOP_TO_AP, 2, 0x0050_0000_0000_0001L);
        assertEquals(
                List.of(4L, 6L, 9L),
                pairing.open().stream().map(Pairing.Waiting::number).toList());
        assertEquals(9, pairing.add(10, AP_TO_IOP, 2, 0x0050_0000_0000_0001L), "each in its turn");
    }
}
