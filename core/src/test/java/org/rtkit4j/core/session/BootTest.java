package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Words written by hand from the protocol's reference.
class BootTest {
    private final SessionFixture ap = new SessionFixture();

    @Test
    void bootsAsTheWorkedExampleDoes() {
        assertNull(ap.session.boot(BootPlan.WAKE, ap::send));
        ap.play("""
                > 00:0060000000000220   SET_IOP_PWR INIT
                < 00:00100000000c000b   HELLO 11..12
                > 00:00200000000c000c   HELLO_ACK 12
                < 00:008000000000011f   EPMAP 0, 1, 2, 3, 4, 8
                > 00:0080000000000001   more
                < 00:0088000100000001   EPMAP 0x20, last
                > 00:0088000100000000   last
                > 00:0050000100000002   STARTEP 1
                > 00:0050000200000002   STARTEP 2
                > 00:0050000300000002   STARTEP 3
                > 00:0050000400000002   STARTEP 4
                > 00:0050000800000002   STARTEP 8
                < 02:0010400000000000   syslog wants 4 pages
                > 02:0010400010004000
                < 02:00800000e0000040   syslog ring
                < 01:0010100000000000   crashlog wants a page
                > 01:0010100010008000
                < 04:0010100000000000   ioreport wants a page
                > 04:001010001000c000
                < 04:00c0000000000000   ioreport start
                > 04:00c0000000000000   echoed
                < 08:0101000000000000   oslog wants 0x1000 bytes
                > 08:0101000000010010   at 0x10010 << 12
                < 00:0070000000000020   IOP_PWR_ACK ON
                > 00:00b0000000000020   SET_AP_PWR ON
                < 00:00b0000000000020   AP_PWR_ACK ON
                """);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
        assertEquals(12, ap.session.version());
        assertEquals("{0, 1, 2, 3, 4, 8, 32}", ap.session.announced().toString());
        assertEquals(0x20, ap.session.apPower());
        assertEquals(0x20, ap.session.iopPower());
        assertEquals(4, ap.memory.openBuffers());
        assertEquals(List.of(), ap.notices);
    }

    @Test
    void startsTracekitToo() {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("""
                < 00:00100000000b000b   HELLO 11..11
                > 00:00200000000b000b
                < 00:0088000000000401   EPMAP 0, 0xa, last
                > 00:0088000000000000
                > 00:0050000a00000002   STARTEP 0xa
                """);
        assertEquals(11, ap.session.version());
    }

    @Test
    void doesNotStartSystemEndpointsThatNobodyKnows() {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000001fe1   EPMAP 0, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, last
                > 00:0088000000000000
                > 00:0050000800000002   STARTEP 8
                > 00:0050000a00000002   STARTEP 0xa
                """);
    }

    @Test
    void acceptsThatTheIopIsOnBeforeItsEndpointsWereStarted() {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("""
                < 00:00100000000c0003   HELLO 3..12, as QEMU offers
                > 00:00200000000c000c
                < 00:0070000000000020   IOP_PWR_ACK ON already
                < 00:0088000000000003   EPMAP 0, 1, last
                > 00:0088000000000000
                > 00:0050000100000002   STARTEP 1
                > 00:00b0000000000020   SET_AP_PWR ON
                < 00:00b0000000000020
                """);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
    }

    @Test
    void acceptsBufferRequestsAfterTheIopIsOn() {
        ap.booted();
        ap.play("""
                < 02:0010100000000000
                > 02:0010100010004000
                """);
        assertEquals(List.of(), ap.notices);
    }

    @Test
    void takesInitForOn() {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000001
                > 00:0088000000000000
                < 00:0070000000000220   IOP_PWR_ACK INIT
                > 00:00b0000000000020
                < 00:00b0000000000020
                """);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
    }

    @Test
    void saysApOnEarlyWherePlanned() {
        ap.session.boot(BootPlan.WAKE.withEarlyApOn(), ap::send);
        ap.play("""
                > 00:0060000000000220
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000001
                > 00:0088000000000000
                > 00:00b0000000000020   SET_AP_PWR ON, before the IOP is
                < 00:00b0000000000020
                < 00:0070000000000020
                """);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
        assertEquals(List.of(), ap.notices);
    }

    @Test
    void wakesWithTheOldValueWherePlanned() {
        ap.session.boot(BootPlan.WAKE.withOldWake(), ap::send);
        ap.play("> 00:0060000000000020   SET_IOP_PWR ON");
    }

    @ParameterizedTest(name = "{0}..{1} gives {2}")
    @CsvSource({"11,12,12", "11,11,11", "12,12,12", "3,12,12", "0,65535,12", "12,15,12"})
    void answersHelloWithTheHighestCommonVersion(int min, int max, int chosen) {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("< 00:%016x%n> 00:%016x".formatted(hello(min, max), 0x0020_0000_0000_0000L | chosen * 0x10001L));
        assertEquals(chosen, ap.session.version());
    }

    @ParameterizedTest(name = "{0}..{1}")
    @CsvSource({"13,15", "3,10", "12,11", "0,0", "13,11"})
    void refusesAHelloWithoutACommonVersion(int min, int max) {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("< 00:%016x".formatted(hello(min, max)));
        assertEquals(new Fault.NoCommonVersion(min, max, 11, 12), ap.session.fault());
        assertEquals(
                "no common protocol version: iop=%d..%d, ap=11..12".formatted(min, max),
                ap.session.fault().message());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void endpointMapIsTheUnionOfItsPagesInAnyOrder(long seed) {
        var random = new SplittableRandom(seed);
        var expected = new BitSet();
        ap.session.boot(BootPlan.START, (_, _) -> true);
        ap.session.onMessage(0x0010_0000_000c_000bL, 0, (_, _) -> true);
        int[] bases = random.ints(0, 8).limit(random.nextInt(1, 8)).toArray();
        for (int i = 0; i < bases.length; i++) {
            int bitmap = random.nextInt();
            long last = i == bases.length - 1 ? 1 : 0;
            long page = (0x8L << 52) | (last << 51) | ((long) bases[i] << 32) | (bitmap & 0xffff_ffffL);
            long[] reply = new long[1];
            ap.session.onMessage(page, 0, (_, word) -> {
                reply[0] = reply[0] == 0 ? word : reply[0];
                return true;
            });
            assertEquals(1 - last, reply[0] & 1, "MORE must be the opposite of LAST");
            for (int bit = 0; bit < 32; bit++) {
                if ((bitmap >>> bit & 1) != 0) {
                    expected.set(32 * bases[i] + bit);
                }
            }
        }
        assertEquals(expected, ap.session.announced());
    }

    @Test
    void eachWaitHasItsDeadlineAndSaysWhatItWaitedFor() {
        ap.session.boot(BootPlan.START, ap::send);
        assertEquals(1_000_000_005L, ap.session.nextDeadline(5));
        ap.session.onTime(1_000_000_004L);
        assertInstanceOf(Phase.AwaitHello.class, ap.session.phase());
        ap.play("< 00:00100000000c000b\n> 00:00200000000c000c");
        assertEquals(1_900_000_000L, ap.session.nextDeadline(900_000_000L));
        ap.session.onTime(1_900_000_000L);
        assertEquals(
                "timed out: step=waiting for EPMAP, after=1000 ms, last received=mgmt HELLO(MAX_VER=12, MIN_VER=11)",
                ap.session.fault().message());
    }

    @Test
    void aRunningSessionHasNoDeadline() {
        ap.booted();
        assertEquals(Session.NO_DEADLINE, ap.session.nextDeadline(7));
        ap.session.onTime(Long.MAX_VALUE - 1);
        assertInstanceOf(Phase.Running.class, ap.session.phase());
    }

    @Test
    void aFirmwareThatIsRefusedMemoryDoesNotComeUp() {
        ap.memory.refuse();
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("""
                < 00:00100000000c000b
                > 00:00200000000c000c
                < 00:0088000000000005
                > 00:0088000000000000
                > 00:0050000200000002
                < 02:0010400000000000   no reply: the firmware would take it for a buffer
                """);
        assertEquals(
                "memory refused: endpoint=0x02 syslog, refused by the test: iova=0x0, size=0x4000",
                ap.session.fault().message());
    }

    @Test
    void aPowerStateThatSaysNothingNowIsNoted() {
        ap.session.boot(BootPlan.START, ap::send);
        ap.play("< 00:0070000000000020   ON before its HELLO: one that was not idle has to say that first");
        assertInstanceOf(Phase.AwaitHello.class, ap.session.phase());
        ap.play("< 00:00100000000c000b\n> 00:00200000000c000c\n< 00:0070000000000001   SLEEP");
        assertInstanceOf(Phase.Mapping.class, ap.session.phase());
        assertEquals(List.of(Notice.UNEXPECTED_POWER_STATE, Notice.UNEXPECTED_POWER_STATE), ap.notices);
    }

    @Test
    void bootingTwiceMakesNoSense() {
        ap.booted();
        assertEquals(new Fault.WrongPhase("booting", "running"), ap.session.boot(BootPlan.START, ap::send));
    }

    private static long hello(int min, int max) {
        return 0x0010_0000_0000_0000L | ((long) max << 16) | min;
    }
}
