package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;

/// The driver against words that are written by hand from the reference, not by the emulator.
class SmcWordsTest {
    private final PaperSmc paper;

    SmcWordsTest() throws RtkitException {
        paper = new PaperSmc(15);
    }

    @Test
    void readsTheNumberOfKeys() throws Exception {
        paper.answers.put("20:234b455900041010", 0x8205_0000_0004_1000L);
        assertEquals(1410, paper.open().count());
    }

    @Test
    void writesThroughSharedMemory() throws Exception {
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        paper.open().listen(true);
        assertEquals("01", paper.shared.substring(0, 2));
    }

    @Test
    void idsFollowOneAnother() throws Exception {
        Smc smc = paper.open();
        for (int id = 1; id < 40; id++) {
            String word = "20:5f5f5f5f0001%x010".formatted(id & 0xf);
            paper.answers.put(word, 0x0000_0042_0001_0000L | (id & 0xf) << 12);
            assertArrayEquals(new byte[] {0x42}, smc.read(SmcKey.of("____"), 1));
            assertEquals(word, paper.last());
        }
    }

    @Test
    void copiesLargeValuesFromSharedMemory() throws Exception {
        Smc smc = paper.open();
        paper.share = "0102030405060708";
        paper.answers.put("20:434c4b4800081010", 0x0000_0000_0008_1000L);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, smc.read(SmcKey.of("CLKH"), 8));
    }

    @Test
    void aReadWriteCommandHasBothSizes() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:6750306404041020", 0x0000_0001_0004_1000L);
        assertEquals(true, smc.pin(0x0d).level());
        // INPUT in bits 31:24
        assertEquals("00000002", paper.shared.substring(0, 8));
        paper.answers.put("20:6750306404042020", 0xffff_fffe_0004_2000L);
        assertEquals(false, smc.pin(0x0d).level());
    }

    @Test
    void describesAKeyFromSixBytes() throws Exception {
        Smc smc = paper.open();
        paper.share = "04666c742084";
        paper.answers.put("20:5443306100001013", 0x0000_0000_0000_1000L);
        assertEquals(new KeyInfo(SmcKey.of("TC0a"), 4, "flt ", 0x84), smc.info(SmcKey.of("TC0a")));
    }

    @Test
    void aRefusalIsNamed() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:5858585800011010", 0x0000_0000_0000_1084L);
        var refused = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1));
        assertEquals("smc: refused: read XXXX, result=0x84 key not found", refused.getMessage());
    }

    @Test
    void anAnswerThatDoesNotComeEndsAtTheDeadline() throws Exception {
        Smc smc = paper.open();
        long before = paper.clock.getAsLong();
        var late = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1));
        assertEquals("smc: no answer: read XXXX, after=500 ms", late.getMessage());
        assertEquals(500_000_000, (double) (paper.clock.getAsLong() - before), 2_000_000);
        // Its answer comes now, for nobody; the next command has another id.
        paper.mailbox.say(0x20, 0x0000_00ff_0001_1000L);
        paper.answers.put("20:5959595900012010", 0x0000_0001_0001_2000L);
        assertArrayEquals(new byte[] {1}, smc.read(SmcKey.of("YYYY"), 1));
        assertEquals(1, smc.staleAnswers());
    }

    @Test
    void anAnswerThatClaimsMoreThanWasAskedForIsRefused() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:5959595900011010", 0x0000_0001_0009_1000L);
        var fault = assertThrows(SmcException.class, () -> smc.read(SmcKey.of("YYYY"), 1))
                .fault();
        assertInstanceOf(SmcFault.Malformed.class, fault);
    }

    @Test
    void sharedMemoryOutsideTheRegionIsRefused() {
        for (long address : new long[] {0x1000, PaperSmc.SRAM - 4, PaperSmc.SRAM + 0x10_0000 - 255, -1}) {
            paper.answers.put("20:0000000000000017", address);
            var fault = assertThrows(SmcException.class, paper::open).fault();
            assertInstanceOf(SmcFault.MemoryRefused.class, fault);
            assertStopped();
        }
    }

    @Test
    void aFirmwareThatDoesNotInitialiseEndsAtTheDeadline() {
        paper.answers.clear();
        assertInstanceOf(
                SmcFault.TimedOut.class,
                assertThrows(SmcException.class, paper::open).fault());
        assertStopped();
    }

    // Nobody listens any more, so nothing can be sent either.
    private void assertStopped() {
        var refused = assertThrows(RtkitException.class, () -> paper.iop.send(0x20, 0));
        assertEquals(new Fault.NotStarted(0x20), refused.fault());
    }

    @Test
    void closingTurnsEventsOffThatMayBeOn() throws Exception {
        Smc smc = paper.open();
        assertThrows(SmcException.class, () -> smc.listen(true));
        // The command was not answered and may be carried out all the same. A question lays it to rest.
        paper.answers.put("20:0000000000002012", 0x0000_0000_0000_2000L);
        smc.close();
        assertEquals("20:4e54415000013011", paper.last());
        assertEquals("00", paper.shared.substring(0, 2));
    }

    @Test
    void closingTurnsEventsOffThatCouldNotBeTurnedOffBefore() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        smc.listen(true);
        assertThrows(SmcException.class, () -> smc.listen(false));
        paper.answers.put("20:0000000000003012", 0x0000_0000_0000_3000L);
        smc.close();
        assertEquals("20:4e54415000014011", paper.last());
    }

    @Test
    void closingStopsTheEndpointOfAControllerThatIsSilent() throws Exception {
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        Smc smc = paper.open();
        smc.listen(true);
        smc.close();
        assertStopped();
        assertFalse(paper.memory.isOpenAt(PaperSmc.SHARED));
    }

    /// Whoever asks the time in the middle of an atomic command also tries to leave.
    @Test
    void theNormalPathStaysShutWhileAnAtomicCommandIsUnderWay() throws Exception {
        var opened = new AtomicReference<Smc>();
        Smc smc = Smc.open(paper.iop, paper.memory, SmcOptions.DEFAULT.with(() -> {
            Smc atomic = opened.get();
            if (atomic != null) {
                assertEquals(AtomicSmc.Outcome.BUSY, atomic.atomic().leave());
                assertEquals(AtomicSmc.Outcome.BUSY, atomic.atomic().enter(10_000_000));
                if (atomic.isAtomic()) {
                    assertEquals(AtomicSmc.Outcome.BUSY, atomic.atomic().power(PowerAction.OFF, 10_000_000));
                }
                paper.clock.advance(1_000_000);
            }
            return paper.clock.getAsLong();
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
        paper.answers.put("20:234b455900041010", 0xffff_ffff_0004_1000L);
        Smc smc = paper.open();
        assertInstanceOf(
                SmcFault.Malformed.class,
                assertThrows(SmcException.class, smc::count).fault());
    }

    @Test
    void whenEveryIdRestsNothingIsSent() throws Exception {
        Smc smc = Smc.open(
                paper.iop, paper.memory, new SmcOptions(1_000_000, 60_000_000_000L, ByteOrders.COMMON, paper.clock));
        for (int i = 0; i < 16; i++) {
            assertInstanceOf(SmcFault.TimedOut.class, failure(smc));
        }
        paper.heard.clear();
        assertInstanceOf(SmcFault.NoIdLeft.class, failure(smc));
        assertEquals("", paper.last());
        paper.clock.advance(60_000_000_000L);
        assertInstanceOf(SmcFault.TimedOut.class, failure(smc));
    }

    @Test
    void aValueHasAtMost255Bytes() throws Exception {
        Smc smc = paper.open();
        SmcKey key = SmcKey.of("XXXX");
        for (int size : new int[] {-1, 256}) {
            noValueHas(size, () -> smc.read(key, size));
            noValueHas(size, () -> smc.readWrite(key, new byte[1], size));
        }
        noValueHas(256, () -> smc.write(key, new byte[256]));
        noValueHas(256, () -> smc.readWrite(key, new byte[256], 1));
        assertEquals("20:0000000000000017", paper.last(), "nothing was sent");
        paper.answers.put("20:5858585800ff1010", 0x0000_0000_00ff_1000L);
        assertEquals(255, smc.read(key, 255).length);
        paper.answers.put("20:5858585800002010", 0x0000_0000_0000_2000L);
        assertEquals(0, smc.read(key, 0).length);
    }

    private static void noValueHas(int bytes, Executable asked) {
        assertEquals(
                "a value has 0 to 255 bytes: size=" + bytes,
                assertThrows(IllegalArgumentException.class, asked).getMessage());
    }

    @Test
    void aTypesNameIsPrinted() throws Exception {
        Smc smc = paper.open();
        paper.share = "04" + "1f207e7f" + "84";
        paper.answers.put("20:5443306100001013", 0x0000_0000_0000_1000L);
        assertEquals(". ~.", smc.info(SmcKey.of("TC0a")).type());
    }

    @Test
    void whatComesAfterTheAddressIsNotTakenForIt() throws Exception {
        Smc smc = paper.open();
        paper.mailbox.say(0x20, PaperSmc.SHARED);
        paper.iop.poll();
        assertEquals(1, smc.staleAnswers());
    }

    @Test
    void anAnswerToACommandThatFoundNoRoomIsNobodys() throws Exception {
        var narrow = new PaperSmc(1);
        Smc smc = narrow.open();
        narrow.iop.send(0x20, 0x0000_0000_0000_f012L);
        narrow.isReading = false;
        narrow.meanwhile(() -> {
            narrow.mailbox.say(0x20, 0x0000_00ff_0001_1000L);
            narrow.isReading = true;
        });
        // Each try takes an id; which one finds room is the waiter's affair.
        for (long id = 2; id < CommandIds.COUNT; id++) {
            narrow.answers.put("20:595959590001%x010".formatted(id), 0x0000_0042_0001_0000L | id << 12);
        }
        assertArrayEquals(new byte[] {0x42}, smc.read(SmcKey.of("YYYY"), 1));
        assertEquals(1, smc.staleAnswers());
    }

    @Test
    void whoHasHadItsTurnLetsOtherThreadsHaveTheirs() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        paper.answers.put("20:5959595900012010", 0x0000_0042_0001_2000L);
        smc.listen(true);
        var read = new FutureTask<>(() -> smc.read(SmcKey.of("YYYY"), 1));
        Thread.ofPlatform().daemon().start(read);
        assertArrayEquals(new byte[] {0x42}, read.get());
    }

    @Test
    void closingSaysNothingWhereEventsAreOff() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        paper.answers.put("20:4e54415000012011", 0x0000_0000_0000_2000L);
        smc.listen(true);
        smc.listen(false);
        paper.heard.clear();
        smc.close();
        assertEquals("", paper.last());
    }

    @Test
    void asManyKeysAsThereCanBeAreBelieved() throws Exception {
        paper.answers.put("20:234b455900041010", 0x0000_0100_0004_1000L);
        paper.answers.put("20:234b455900042010", 0x0100_0100_0004_2000L);
        Smc smc = paper.open();
        assertEquals(65_536, smc.count());
        assertInstanceOf(
                SmcFault.Malformed.class,
                assertThrows(SmcException.class, smc::count).fault());
    }

    /// Which way the letters of a name lie, the only key does not tell; no more is asked than there is.
    @Test
    void aNameThatIsTheSameBothWaysIsItself() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:234b455900041010", 0x0100_0000_0004_1000L);
        paper.answers.put("20:0000000000002012", 0x6161_6161_0000_2000L);
        paper.answers.put("20:6161616100003013", 0x3000L);
        paper.answers.put("20:0000000000004012", 0x6161_6161_0000_4000L);
        assertEquals(SmcKey.of("aaaa"), smc.keyAt(0));
    }

    @Test
    void whoIsInterruptedWhileItClosesIsSoAfterwards() throws Exception {
        Smc smc = paper.open();
        paper.answers.put("20:4e54415000011011", 0x0000_0000_0000_1000L);
        smc.listen(true);
        Thread.currentThread().interrupt();
        smc.close();
        assertTrue(Thread.interrupted());
        assertFalse(paper.memory.isOpenAt(PaperSmc.SHARED));
    }

    /// The counter stands at two seconds; the clock is to say ten and a half.
    @Test
    void theClockIsSetToAFractionOfASecond() throws Exception {
        Smc smc = paper.open();
        paper.share = "000001000000";
        paper.answers.put("20:434c4b4d00061010", 0x0000_0000_0006_1000L);
        paper.answers.put("20:434c4b4d00062010", 0x0000_0000_0006_2000L);
        Instant time = Instant.ofEpochMilli(10_500);
        assertEquals(0x4_4000, smc.clock().offsetFor(time));
        assertEquals(time, smc.clock().now(0x4_4000));
    }

    private static SmcFault failure(Smc smc) {
        return assertThrows(SmcException.class, () -> smc.read(SmcKey.of("XXXX"), 1))
                .fault();
    }
}
