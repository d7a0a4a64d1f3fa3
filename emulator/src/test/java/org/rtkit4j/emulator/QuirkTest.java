package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.profile.Profile;

class QuirkTest {
    private static final Profile GENERIC = Profile.named("generic");
    private static final long MAP_0 = 0x0080_0000_0000_011fL;
    private static final long MAP_1_LAST = 0x0088_0001_0000_0001L;
    private static final long REPLY_0 = 0x0080_0000_0000_0001L;
    private static final long REPLY_1_LAST = 0x0088_0001_0000_0000L;

    private static HandAp started(Profile profile) {
        var ap = new HandAp(profile);
        ap.run();
        return ap;
    }

    private static HandAp mapped(Profile profile) {
        HandAp ap = started(profile);
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, MAP_0);
        ap.send(0, REPLY_0);
        ap.expect(0, MAP_1_LAST);
        ap.send(0, REPLY_1_LAST);
        return ap;
    }

    @ParameterizedTest
    @CsvSource({
        "11..12, 0x00100000000c000b",
        "11..11, 0x00100000000b000b",
        "12..12, 0x00100000000c000c",
        "10..10, 0x00100000000a000a",
        "13..15, 0x00100000000f000d",
        "12..11, 0x00100000000b000c",
        "3..12, 0x00100000000c0003"
    })
    void offersAnyVersions(String versions, String hello) {
        HandAp ap = started(GENERIC.with("versions", versions));
        ap.expect(0, Long.decode(hello));
        ap.expectSilence();
    }

    @Test
    void goesOnOnlyWithAVersionThatItOffered() {
        HandAp ap = started(GENERIC.with("versions", "12..12"));
        ap.receive();
        ap.send(0, 0x0020_0000_000b_000bL);
        ap.send(0, 0x0020_0000_000d_000dL);
        ap.expectSilence();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, MAP_0);
        ap.send(0, HandAp.ACK_12);
        ap.expectSilence();
    }

    @Test
    void sendsOneMapOf52EndpointsUpToVersion10() {
        HandAp ap = started(GENERIC.with("versions", "3..12"));
        ap.receive();
        ap.send(0, 0x0020_0000_000a_000aL);
        ap.expect(0, 0x0080_0001_0000_011fL);
        ap.send(0, 0x0080_0001_0000_0000L);
        ap.waitUntilDue();
        ap.expect(0, HandAp.IOP_ON);
    }

    @Test
    void offersOldVersionsOnceWhereTheApRefuses() {
        HandAp ap = started(GENERIC.withQuirks(Quirk.RETRIES_HELLO));
        ap.receive();
        ap.send(0, 0x0020_0000_0bad_ffffL);
        ap.expect(0, 0x0010_0000_000a_0003L);
        ap.send(0, 0x0020_0000_0bad_ffffL);
        ap.expectSilence();
        ap.send(0, 0x0020_0000_000a_000aL);
        ap.expect(0, 0x0080_0001_0000_011fL);
        HandAp stubborn = started(GENERIC);
        stubborn.receive();
        stubborn.send(0, 0x0020_0000_0bad_ffffL);
        stubborn.expectSilence();
    }

    @Test
    void saysHelloTwice() {
        HandAp ap = started(GENERIC.withQuirks(Quirk.HELLO_TWICE));
        ap.expect(0, HandAp.HELLO_11_12);
        ap.expect(0, HandAp.HELLO_11_12);
        ap.expectSilence();
    }

    @Test
    void reportsOnBeforeAnyEndpointIsStartedLikeQemu() {
        HandAp ap = mapped(GENERIC.withQuirks(Quirk.ACKS_AFTER_MAP));
        ap.expect(0, HandAp.IOP_ON);
        ap.send(0, 0x0050_0001_0000_0002L);
        ap.expect(1, 0x0010_4000_0000_0000L);
        ap.expectSilence();
    }

    @Test
    void asksForBuffersAfterItIsUp() {
        HandAp ap = mapped(GENERIC.withQuirks(Quirk.BUFFERS_AFTER_ACK));
        ap.send(0, 0x0050_0001_0000_0002L);
        ap.send(0, 0x0050_0002_0000_0002L);
        ap.expectSilence();
        ap.send(0, 0x0050_0004_0000_0002L);
        ap.expect(0, HandAp.IOP_ON);
        ap.expect(1, 0x0010_4000_0000_0000L);
        ap.expect(2, 0x0010_4000_0000_0000L);
        ap.expect(4, 0x0010_1000_0000_0000L);
        ap.expectSilence();
    }

    @Test
    void reportsWhateverStateItIsToldToWhenUp() {
        HandAp ap = mapped(GENERIC.withQuirks(Quirk.ACKS_AFTER_MAP).with("wake.ack", "0x220"));
        ap.expect(0, 0x0070_0000_0000_0220L);
    }

    @Test
    void announcesEverythingInOnePage() {
        HandAp ap = started(GENERIC.with("endpoints.system", "1 2").with("endpoint.0x21", "echo"));
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, 0x0080_0000_0000_0007L);
        ap.send(0, REPLY_0);
        ap.expect(0, 0x0088_0001_0000_0003L);
    }

    @Test
    void skipsEmptyBlocksUnlessItIsOdd() {
        Profile far = GENERIC.with("endpoint.0x80", "echo");
        HandAp ap = started(far);
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, MAP_0);
        ap.send(0, REPLY_0);
        ap.expect(0, 0x0080_0001_0000_0001L);
        ap.send(0, 0x0080_0001_0000_0001L);
        ap.expect(0, 0x0088_0004_0000_0001L);

        ap = started(far.withQuirks(Quirk.EMPTY_MAP_PAGES));
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, 0x0080_0000_0000_0000L);
        ap.send(0, REPLY_0);
        ap.expect(0, MAP_0);
        ap.send(0, REPLY_0);
        ap.expect(0, 0x0080_0001_0000_0001L);
        ap.send(0, 0x0080_0001_0000_0001L);
        ap.expect(0, 0x0080_0002_0000_0000L);
        ap.send(0, 0x0080_0002_0000_0001L);
        ap.expect(0, 0x0080_0003_0000_0000L);
        ap.send(0, 0x0080_0003_0000_0001L);
        ap.expect(0, 0x0088_0004_0000_0001L);
    }

    @Test
    void sendsThePagesInDescendingOrder() {
        HandAp ap = started(GENERIC.withQuirks(Quirk.DESCENDING_MAP));
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, 0x0080_0001_0000_0001L);
        ap.send(0, 0x0080_0001_0000_0001L);
        ap.expect(0, 0x0088_0000_0000_011fL);
    }

    @Test
    void announcesEndpointsForEver() {
        HandAp ap = started(GENERIC.withQuirks(Quirk.ENDLESS_MAP));
        ap.receive();
        ap.send(0, HandAp.ACK_12);
        for (int round = 0; round < 100; round++) {
            ap.expect(0, MAP_0);
            ap.send(0, REPLY_0);
            ap.expect(0, 0x0080_0001_0000_0001L);
            ap.send(0, 0x0080_0001_0000_0001L);
        }
    }

    @Test
    void takesOnlyAnswersToThePageThatIsOut() {
        HandAp ap = started(GENERIC);
        ap.receive();
        ap.send(0, REPLY_0);
        ap.send(0, HandAp.ACK_12);
        ap.expect(0, MAP_0);
        ap.send(0, REPLY_1_LAST);
        ap.expectSilence();
        ap.send(0, REPLY_0);
        ap.expect(0, MAP_1_LAST);
        ap.send(0, REPLY_1_LAST);
        ap.send(0, REPLY_1_LAST);
        ap.expectSilence();
    }

    @Test
    void leavesJunkInTheSecondWord() {
        HandAp ap = started(GENERIC.withQuirks(Quirk.JUNK_IN_WORD));
        HandAp.Received hello = ap.receive();
        assertEquals(0x5a5a_5a00L, hello.msg1() & 0xffff_ffffL);
        assertEquals(HandAp.HELLO_11_12, hello.msg0());
    }

    @Test
    void repeatsInitAndBufferRequestsAndLies() {
        HandAp ap = mapped(GENERIC.withQuirks(Quirk.REPEATED_SYSLOG_INIT, Quirk.REPEATED_BUFFER_REQUEST)
                .with("syslog.claims.entries", "0xffff")
                .with("syslog.claims.message.bytes", "0"));
        ap.send(0, 0x0050_0001_0000_0002L);
        ap.expect(1, 0x0010_4000_0000_0000L);
        ap.expect(1, 0x0010_4000_0000_0000L);
        ap.send(0, 0x0050_0002_0000_0002L);
        ap.receive();
        ap.send(2, 0x0010_4000_0000_0000L | ap.allocate(0x4000));
        ap.expect(2, 0x0080_0000_0000_ffffL);
        ap.expect(2, 0x0080_0000_0000_ffffL);
        ap.expectSilence();
    }

    @Test
    void logsEarlyAndPastTheEnd() {
        HandAp ap = mapped(GENERIC.withQuirks(Quirk.LOGS_EARLY, Quirk.LOG_PAST_END));
        ap.send(0, 0x0050_0002_0000_0002L);
        ap.receive();
        ap.send(2, 0x0010_4000_0000_0000L | ap.allocate(0x4000));
        ap.expect(2, 0x0080_0000_e000_0040L);
        ap.expect(2, 0x0050_0000_0000_0040L);
    }

    @Test
    void acknowledgesAnotherStateThanItWasAskedFor() {
        HandAp ap = new HandAp(GENERIC.withQuirks(Quirk.ACKS_OTHER_STATE));
        ap.boot();
        ap.send(0, 0x0060_0000_0000_0010L);
        ap.expect(0, 0x0070_0000_0000_0202L);
    }

    @Test
    void asksForTraceBuffersAndLivesWithoutThem() {
        HandAp ap = mapped(GENERIC.with("kdebug.records", "0x80"));
        ap.send(0, 0x0050_0003_0000_0002L);
        ap.expect(3, 0x0001_0000_0000_0080L);
        ap = new HandAp(GENERIC.with("kdebug.records", "0x80"));
        ap.boot();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @Test
    void needsNoUnifiedLog() {
        HandAp ap = mapped(GENERIC.with("oslog.bytes", "0"));
        ap.send(0, 0x0050_0008_0000_0002L);
        ap.expectSilence();
    }

    @Test
    void takesTheAnswerOfHostsWithoutAUnifiedLog() {
        HandAp ap = mapped(GENERIC.with("endpoints.system", "8 1 2 3 4"));
        ap.send(0, 0x0050_0008_0000_0002L);
        ap.receive();
        ap.send(8, 0x0300_0000_0000_0000L);
        ap.waitUntilDue();
        ap.expect(0, HandAp.IOP_ON);
    }

    @Test
    void survivesAMissingEcho() {
        HandAp ap = mapped(GENERIC);
        ap.send(0, 0x0050_0004_0000_0002L);
        ap.receive();
        ap.send(4, 0x0010_1000_0000_0000L | ap.allocate(0x1000));
        ap.expect(4, 0x00c0_0000_0000_0000L);
        ap.waitUntilDue();
        ap.expect(0, HandAp.IOP_ON);
        assertEquals(Long.MAX_VALUE, ap.emulated.machine().nextDueNanos());
    }

    @Test
    void takesItsTime() {
        HandAp ap = started(GENERIC.with("delay.hello.us", "5000")
                .with("delay.map.us", "100")
                .with("delay.request.us", "7")
                .with("delay.ack.us", "3"));
        ap.expectSilence();
        ap.waitUntilDue();
        assertEquals(5_000_000, ap.clock.getAsLong());
        ap.expect(0, HandAp.HELLO_11_12);
        ap.send(0, HandAp.ACK_12);
        ap.expectSilence();
        ap.send(0, REPLY_0);
        ap.waitUntilDue();
        assertEquals(5_100_000, ap.clock.getAsLong());
        ap.expect(0, MAP_0);
        ap.expectSilence();
        ap.send(0, 0x0050_0001_0000_0002L);
        ap.waitUntilDue();
        assertEquals(5_107_000, ap.clock.getAsLong());
        ap.expect(1, 0x0010_4000_0000_0000L);
    }

    @Test
    void saysWhateverATestWants() {
        HandAp ap = new HandAp(GENERIC);
        ap.iop.say(0x1234, 0xff77);
        ap.settle();
        HandAp.Received received = ap.receive();
        assertEquals(0x1234, received.msg0());
        assertEquals(0xff77, received.msg1() & 0xffff_ffffL);
    }
}
