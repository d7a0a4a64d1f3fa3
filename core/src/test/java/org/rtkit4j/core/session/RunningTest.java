package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.FakeMemory;

/// Application endpoints, power-downs, and garbage.
class RunningTest {
    private final SessionFixture ap = new SessionFixture().booted();
    private final List<Long> heard = new ArrayList<>();

    @Test
    void anApplicationHearsItsEndpointOnceItIsStarted() {
        assertNull(ap.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), ap::send));
        ap.play("> 00:0050002000000002   STARTEP 0x20\n< 20:123456789abcdef0");
        assertEquals(List.of(0x1234_5678_9abc_def0L), heard);
        assertNull(ap.session.refusesSend(0x20));
    }

    @Test
    void anEarlyListenerTakesAMessageBeforeTheNormalOne() {
        var early = new ArrayList<Long>();
        ap.session.startEndpoint(
                0x20,
                new EndpointListener() {
                    @Override
                    public boolean onEarly(long msg0) {
                        return msg0 % 2 == 1 && early.add(msg0);
                    }

                    @Override
                    public void onMessage(long msg0, Outbox out) {
                        heard.add(msg0);
                    }
                },
                ap::send);
        ap.play("> 00:0050002000000002\n< 20:0000000000000001\n< 20:0000000000000002");
        assertEquals(List.of(1L), early);
        assertEquals(List.of(2L), heard);
    }

    @Test
    void aStoppedEndpointIsHeardNoMore() {
        ap.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), ap::send);
        assertNull(ap.session.stopEndpoint(0x20, ap::send));
        ap.play("> 00:0050002000000002\n> 00:0050002000000001   STARTEP 0x20, stop\n< 20:0000000000000001");
        assertEquals(List.of(), heard);
        assertEquals(new Fault.NotStarted(0x20), ap.session.refusesSend(0x20));
    }

    @Test
    void anEndpointThatWasNotAnnouncedCannotBeStarted() {
        assertEquals(new Fault.NoSuchEndpoint(0x21), ap.session.startEndpoint(0x21, (_, _) -> {}, ap::send));
        assertThrows(IllegalArgumentException.class, () -> ap.session.startEndpoint(0x08, (_, _) -> {}, ap::send));
        assertThrows(IllegalArgumentException.class, () -> ap.session.startEndpoint(0x100, (_, _) -> {}, ap::send));
        assertThrows(IllegalArgumentException.class, () -> ap.session.stopEndpoint(0x08, ap::send));
    }

    @Test
    void pingIsAnsweredInSilence() {
        assertNull(ap.session.ping(ap::send));
        assertTrue(ap.session.awaitsPong());
        ap.play("> 00:0030000000000000\n< 00:0040000000000000");
        assertFalse(ap.session.awaitsPong());
        assertEquals(List.of(), ap.notices);
    }

    @Test
    void aPingIsForgottenWhenTheFirmwareLeavesRunning() {
        assertNull(ap.session.ping(ap::send));
        ap.session.powerDown(PowerDown.QUIESCE, ap::send);
        assertFalse(ap.session.awaitsPong());
        assertInstanceOf(Fault.NotRunning.class, ap.session.ping(ap::send));
    }

    @Test
    void sleepTellsTheApsStateThenAsksForTheIops() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000");
        assertNull(ap.session.powerDown(PowerDown.SLEEP, ap::send));
        ap.play("""
                > 00:00b0000000000010   SET_AP_PWR QUIESCED, never OFF
                < 00:00b0000000000010
                > 00:0060000000000001   SET_IOP_PWR SLEEP
                < 00:0070000000000001
                """);
        assertEquals(new Phase.Resting(PowerDown.SLEEP), ap.session.phase());
        assertEquals(0, ap.memory.openBuffers());
    }

    @Test
    void anIdleCoprocessorKeepsItsBuffersAndComesBackWithoutAHandshake() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000");
        ap.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), ap::send);
        ap.session.powerDown(PowerDown.IDLE, ap::send);
        ap.play("""
                > 00:0050002000000002
                > 00:00b0000000000201
                < 00:00b0000000000201
                > 00:0060000000000201
                < 00:0070000000000201
                """);
        assertEquals(1, ap.memory.openBuffers());
        assertNull(ap.session.boot(BootPlan.WAKE, ap::send));
        ap.play("""
                > 00:0060000000000220
                < 00:0070000000000020
                > 00:00b0000000000020
                < 00:00b0000000000020
                < 20:0000000000000005
                """);
        assertEquals(List.of(5L), heard);
    }

    @Test
    void afterAQuiesceItBootsAgain() {
        ap.session.powerDown(PowerDown.QUIESCE, ap::send);
        ap.play("> 00:00b0000000000010\n< 00:00b0000000000010\n> 00:0060000000000010\n< 00:0070000000000010");
        assertNull(ap.session.boot(BootPlan.WAKE, ap::send));
        ap.play("> 00:0060000000000220");
        ap.play(SessionFixture.BOOT);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
    }

    /// Found by the simulation: the new firmware echoed AP ON, and the session ran with one that had not booted.
    @Test
    void aFirmwareThatStartsAgainOnceItWasOnEndsTheSession() {
        var fixture = new SessionFixture();
        fixture.session.boot(BootPlan.START, fixture::send);
        fixture.play(SessionFixture.BOOT.substring(0, SessionFixture.BOOT.indexOf("< 00:00b0")));
        assertInstanceOf(Phase.AwaitApOn.class, fixture.session.phase());
        fixture.play("< 00:00100000000c000b   HELLO again");
        assertInstanceOf(Phase.Failed.class, fixture.session.phase());
    }

    @Test
    void aFirmwareThatStartsAgainWhileItIsStoppedEndsTheSession() {
        var fixture = new SessionFixture().booted();
        fixture.session.powerDown(PowerDown.QUIESCE, fixture::send);
        fixture.play("""
                > 00:00b0000000000010   SET_AP_PWR QUIESCED
                < 00:00100000000c000b   HELLO
                """);
        assertInstanceOf(Phase.Failed.class, fixture.session.phase());
    }

    @Test
    void aFirmwareThatStartsAgainAtRestEndsTheSessionToo() {
        for (String rest : List.of("", "< 00:0070000000000010   IOP_PWR_ACK QUIESCED")) {
            var fixture = new SessionFixture().booted();
            fixture.session.powerDown(PowerDown.QUIESCE, fixture::send);
            fixture.play("""
                    > 00:00b0000000000010   SET_AP_PWR QUIESCED
                    < 00:00b0000000000010   echo
                    > 00:0060000000000010   SET_IOP_PWR QUIESCED
                    """);
            fixture.play(rest);
            fixture.play("< 00:00100000000c000b   HELLO");
            assertInstanceOf(Phase.Failed.class, fixture.session.phase());
        }
    }

    /// It was idle and has lost what it had, so it begins as one that was stopped.
    @Test
    void anIdleCoprocessorThatStartsAfreshAsksForItsBuffersAgain() {
        ap.play("< 02:0010100000000000\n> 02:0010100010004000");
        ap.session.powerDown(PowerDown.IDLE, ap::send);
        ap.play("""
                > 00:00b0000000000201
                < 00:00b0000000000201
                > 00:0060000000000201
                < 00:0070000000000201
                """);
        assertEquals(1, ap.memory.openBuffers());
        assertNull(ap.session.boot(BootPlan.WAKE, ap::send));
        ap.play("> 00:0060000000000220\n< 00:00100000000c000b   HELLO\n> 00:00200000000c000c");
        assertEquals(0, ap.memory.openBuffers());
        assertEquals(new BitSet(), ap.session.announced());
        assertInstanceOf(Phase.Mapping.class, ap.session.phase());
    }

    /// Found by the simulation: the news was dropped, and the next wake timed out.
    @Test
    void aCrashAtRestIsNoticedThoughItsLogIsGone() {
        var fixture = new SessionFixture().booted();
        fixture.session.powerDown(PowerDown.QUIESCE, fixture::send);
        fixture.play("""
                > 00:00b0000000000010   SET_AP_PWR QUIESCED
                < 00:00b0000000000010   echo
                > 00:0060000000000010   SET_IOP_PWR QUIESCED
                < 00:0070000000000010   IOP_PWR_ACK QUIESCED
                < 01:0010000000000000   without an address it may be anything
                """);
        assertEquals(new Phase.Resting(PowerDown.QUIESCE), fixture.session.phase());
        fixture.play("< 01:001010023fe40000   a crash");
        var crashed = assertInstanceOf(Phase.Crashed.class, fixture.session.phase());
        assertEquals(0x2_3fe4_0000L, crashed.dump().notifiedIova());
        assertEquals(0, crashed.dump().sizeBytes());
    }

    @Test
    void aRunningCoprocessorIsAdoptedWithoutAHandshake() {
        var adopted = new SessionFixture();
        var endpoints = new BitSet();
        endpoints.set(0, 5);
        endpoints.set(0x20);
        assertNull(adopted.session.adopt(12, endpoints));
        assertEquals(12, adopted.session.version());
        assertEquals(0x20, adopted.session.apPower());
        assertEquals(0x20, adopted.session.iopPower());
        assertNull(adopted.session.startEndpoint(0x20, (msg0, _) -> heard.add(msg0), adopted::send));
        adopted.play("> 00:0050002000000002\n< 20:0000000000000007\n< 02:0050000000000001\n> 02:0050000000000001");
        assertEquals(List.of(7L), heard);
        adopted.play("< 01:0010100010004000   not a request: a crash");
        assertInstanceOf(Phase.Crashed.class, adopted.session.phase());
    }

    @Test
    void aSystemEndpointThatNobodyKnowsIsNoted() {
        var session = new SessionFixture();
        session.session.adopt(12, BitSet.valueOf(new long[] {1 << 5}));
        session.play("< 05:0000000000000001");
        assertEquals(List.of(Notice.UNKNOWN_SYSTEM_ENDPOINT), session.notices);
        assertInstanceOf(Phase.Running.class, session.session.phase());
    }

    @Test
    void whatTheFirmwareSaidIsForgottenWithIt() {
        assertEquals(12, ap.session.version());
        assertFalse(ap.session.isWaiting());
        ap.session.reinit();
        assertEquals(0, ap.session.version());
        assertEquals(0, ap.session.apPower());
        assertEquals(0, ap.session.iopPower());
        assertEquals("nothing", ap.session.lastReceived());
        assertFalse(ap.session.isWaiting());
        ap.session.boot(BootPlan.START, ap::send);
        assertTrue(ap.session.isWaiting());
    }

    @Test
    void aMessageToAnApplicationAllocatesNothing() {
        long[] sum = new long[1];
        ap.session.startEndpoint(0x20, (msg0, out) -> sum[0] += out.send(0x20, msg0) ? msg0 : 0, ap::send);
        Outbox out = (_, _) -> true;
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 100_000; i++) {
                ap.session.onMessage(i, 0x20, out);
            }
        }));
    }

    @Test
    void aSyslogEntryNobodyListensToAllocatesNothing() {
        assertLogsWithoutAllocating(SessionListener.NONE);
    }

    @Test
    void aSyslogEntryThatIsTakenAsBytesAllocatesNothing() {
        var lengths = new long[1];
        assertLogsWithoutAllocating(new SessionListener() {
            @Override
            public boolean wantsSyslog() {
                return true;
            }

            @Override
            public void onSyslogEntry(byte[] entry, int contextFrom, int contextLength, int textFrom, int textLength) {
                lengths[0] += entry[contextFrom] + contextLength + textFrom + textLength;
            }
        });
        assertTrue(lengths[0] > 0);
    }

    private static void assertLogsWithoutAllocating(SessionListener listener) {
        var session = new Session(SessionConfig.named("quiet"), new FakeMemory(), listener);
        Outbox out = (_, _) -> true;
        session.boot(BootPlan.START, out);
        for (long word :
                new long[] {0x00100000000c000bL, 0x0088000000000005L, 0x0070000000000020L, 0x00b0000000000020L}) {
            session.onMessage(word, 0, out);
        }
        session.onMessage(0x0010_1000_0000_0000L, 2, out);
        session.onMessage(0x0080_0000_2000_0040L, 2, out);
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 100_000; i++) {
                session.onMessage(0x0050_0000_0000_0003L, 2, out);
            }
        }));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesAnyMessageInAnyPhase(long seed) {
        var random = new SplittableRandom(seed);
        for (int run = 0; run < 200; run++) {
            var hostile = new SessionFixture(SessionConfig.named("hostile"), new FakeMemory(0x2000_0000L, 0x10_0000));
            hostile.session.boot(BootPlan.WAKE, hostile::send);
            for (int i = 0; i < 300; i++) {
                hostile.session.onMessage(anyMessage(random), anyEndpoint(random), (_, _) -> true);
                hostile.session.onTime(random.nextInt(3));
            }
            hostile.session.reinit();
            assertEquals(0, hostile.memory.openBuffers());
        }
    }

    // Mostly of a form that some endpoint understands; else the first HELLO would never come.
    private static long anyMessage(SplittableRandom random) {
        long type = random.nextLong(16);
        long body = random.nextInt(4) == 0 ? random.nextLong() >>> 12 : random.nextLong() & 0x0008_fff7_0000_0fffL;
        return switch (random.nextInt(8)) {
            case 0 -> 0x0010_0000_000c_000bL;
            case 1 -> 0x0070_0000_0000_0020L;
            case 2 -> 0x00b0_0000_0000_0020L;
            case 3 -> random.nextLong();
            default -> (type << 52) | (body & 0x000f_ffff_ffff_ffffL);
        };
    }

    private static long anyEndpoint(SplittableRandom random) {
        return random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(10);
    }
}
