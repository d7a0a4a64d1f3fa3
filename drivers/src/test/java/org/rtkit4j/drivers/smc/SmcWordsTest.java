package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;

/// The driver against words that are written by hand from the reference, not by the emulator.
class SmcWordsTest {
    private static final long SRAM = 0x2_3fe0_0000L;
    private static final long SHARED = 0x2_3fe0_4000L;

    private final FakeMailbox mailbox = new FakeMailbox(15);
    private final FakeMemory memory = new FakeMemory(SRAM, 0x10_0000);
    private final ManualClock clock = new ManualClock();
    private final Map<String, Long> answers = new HashMap<>();
    private String share = "";
    private String shared = "";
    private String last = "";
    private final List<String> heard = new ArrayList<>();
    private PolledIop iop;

    @BeforeEach
    void adopt() throws Exception {
        iop = new PolledIop(
                IopProfile.named("smc"),
                new Platform(mailbox, null, memory),
                SessionListener.NONE,
                clock,
                this::firmware);
        var announced = new BitSet();
        announced.set(0x20);
        iop.adopt(12, announced);
        answers.put("20:0000000000000017", SHARED);
    }

    private void firmware() {
        String said = mailbox.heard();
        if (said.isEmpty()) {
            clock.advance(1_000_000);
            return;
        }
        last = said;
        heard.add(said);
        if (memory.isOpenAt(SHARED)) {
            byte[] bytes = memory.bytesAt(SHARED);
            shared = HexFormat.of().formatHex(bytes, 0, 8);
            byte[] put = HexFormat.of().parseHex(share);
            System.arraycopy(put, 0, bytes, 0, put.length);
        }
        Long answer = answers.get(said);
        if (answer != null) {
            mailbox.say(0x20, answer);
        }
    }

    private Smc open() throws Exception {
        return Smc.open(iop, memory, SmcOptions.DEFAULT.with(clock));
    }

    @Test
    void readsTheNumberOfKeys() throws Exception {
        answers.put("20:234b455900041010", 0x8205_0000_0004_1000L);
        assertEquals(1410, open().count());
    }

    @Test
    void writesThroughSharedMemory() throws Exception {
        answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        open().listen(true);
        assertEquals("01", shared.substring(0, 2));
    }

    @Test
    void idsFollowOneAnother() throws Exception {
        Smc smc = open();
        for (int id = 1; id < 40; id++) {
            String word = "20:5f5f5f5f0001%x010".formatted(id & 0xf);
            answers.put(word, 0x0000_0042_0001_0000L | (id & 0xf) << 12);
            assertArrayEquals(new byte[] {0x42}, smc.read(SmcKey.of("____"), 1));
            assertEquals(word, last);
        }
    }

    @Test
    void copiesLargeValuesFromSharedMemory() throws Exception {
        Smc smc = open();
        share = "0102030405060708";
        answers.put("20:434c4b4800081010", 0x0000_0000_0008_1000L);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, smc.read(SmcKey.of("CLKH"), 8));
    }

    @Test
    void aReadWriteCommandHasBothSizes() throws Exception {
        Smc smc = open();
        answers.put("20:6750306404041020", 0x0000_0001_0004_1000L);
        assertEquals(true, smc.pin(0x0d).level());
        // INPUT in bits 31:24
        assertEquals("00000002", shared.substring(0, 8));
    }

    @Test
    void describesAKeyFromSixBytes() throws Exception {
        Smc smc = open();
        share = "04666c742084";
        answers.put("20:5443306100001013", 0x0000_0000_0000_1000L);
        assertEquals(new KeyInfo(SmcKey.of("TC0a"), 4, "flt ", 0x84), smc.info(SmcKey.of("TC0a")));
    }

    @Test
    void aRefusalIsNamed() throws Exception {
        Smc smc = open();
        answers.put("20:5858585800011010", 0x0000_0000_0000_1084L);
        var refused = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1));
        assertEquals("smc: refused: read XXXX, result=0x84 key not found", refused.getMessage());
    }

    @Test
    void anAnswerThatDoesNotComeEndsAtTheDeadline() throws Exception {
        Smc smc = open();
        long before = clock.getAsLong();
        var late = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1));
        assertEquals("smc: no answer: read XXXX, after=500 ms", late.getMessage());
        assertEquals(500_000_000, (double) (clock.getAsLong() - before), 2_000_000);
        // Its answer comes now, for nobody; the next command has another id.
        mailbox.say(0x20, 0x0000_00ff_0001_1000L);
        answers.put("20:5959595900012010", 0x0000_0001_0001_2000L);
        assertArrayEquals(new byte[] {1}, smc.read(SmcKey.of("YYYY"), 1));
        assertEquals(1, smc.staleAnswers());
    }

    @Test
    void anAnswerThatClaimsMoreThanWasAskedForIsRefused() throws Exception {
        Smc smc = open();
        answers.put("20:5959595900011010", 0x0000_0001_0009_1000L);
        var fault = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("YYYY"), 1))
                .fault();
        assertInstanceOf(SmcFault.Malformed.class, fault);
    }

    @Test
    void sharedMemoryOutsideTheRegionIsRefused() {
        for (long address : new long[] {0x1000, SRAM - 4, SRAM + 0x10_0000 - 255, -1}) {
            answers.put("20:0000000000000017", address);
            var fault = assertThrows(SmcException.class, this::open).fault();
            assertInstanceOf(SmcFault.MemoryRefused.class, fault);
            assertStopped();
        }
    }

    @Test
    void aFirmwareThatDoesNotInitialiseEndsAtTheDeadline() {
        answers.clear();
        assertInstanceOf(
                SmcFault.TimedOut.class,
                assertThrows(SmcException.class, this::open).fault());
        assertStopped();
    }

    // Nobody listens any more, so nothing can be sent either.
    private void assertStopped() {
        var refused = assertThrows(RtkitException.class, () -> iop.send(0x20, 0));
        assertEquals(new Fault.NotStarted(0x20), refused.fault());
    }

    @Test
    void closingTurnsEventsOffThatMayBeOn() throws Exception {
        Smc smc = open();
        assertThrows(SmcException.class, () -> smc.listen(true));
        // The command was not answered and may be carried out all the same. A question lays it to rest.
        answers.put("20:0000000000002012", 0x0000_0000_0000_2000L);
        smc.close();
        assertEquals("20:4e54415000013011", heard.getLast());
        assertEquals("00", shared.substring(0, 2));
    }

    @Test
    void closingStopsTheEndpointOfAControllerThatIsSilent() throws Exception {
        answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        Smc smc = open();
        smc.listen(true);
        smc.close();
        assertStopped();
        assertFalse(memory.isOpenAt(SHARED));
    }

    /// Whoever asks the time in the middle of an atomic command also tries to leave.
    @Test
    void theNormalPathStaysShutWhileAnAtomicCommandIsUnderWay() throws Exception {
        var opened = new AtomicReference<Smc>();
        Smc smc = Smc.open(iop, memory, SmcOptions.DEFAULT.with(() -> {
            Smc atomic = opened.get();
            if (atomic != null) {
                assertEquals(AtomicSmc.Outcome.BUSY, atomic.atomic().leave());
                clock.advance(1_000_000);
            }
            return clock.getAsLong();
        }));
        opened.set(smc);
        assertEquals(AtomicSmc.Outcome.TIMED_OUT, smc.atomic().enter(10_000_000));
        assertTrue(smc.isAtomic());
        opened.set(null);
        assertEquals(AtomicSmc.Outcome.DONE, smc.atomic().leave());
        assertFalse(smc.isAtomic());
    }

    @Test
    void aCountThatIsTooLargeIsRefused() throws Exception {
        answers.put("20:234b455900041010", 0xffff_ffff_0004_1000L);
        Smc smc = open();
        assertInstanceOf(
                SmcFault.Malformed.class,
                assertThrows(SmcException.class, smc::count).fault());
    }

    @Test
    void whenEveryIdRestsNothingIsSent() throws Exception {
        Smc smc = Smc.open(iop, memory, new SmcOptions(1_000_000, 60_000_000_000L, ByteOrders.COMMON, clock));
        for (int i = 0; i < 16; i++) {
            assertInstanceOf(SmcFault.TimedOut.class, failure(smc));
        }
        last = "";
        assertInstanceOf(SmcFault.NoIdLeft.class, failure(smc));
        assertEquals("", last);
        clock.advance(60_000_000_000L);
        assertInstanceOf(SmcFault.TimedOut.class, failure(smc));
    }

    private static SmcFault failure(Smc smc) {
        return assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1))
                .fault();
    }
}
