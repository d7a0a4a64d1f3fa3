package org.rtkit4j.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// Words written by hand from the sources, not by the code under test.
class VocabularyTest {
    /// The worked example of a boot.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        > | 0x00 | 0x0060000000000220 | SET_IOP_PWR(STATE=INIT)
        < | 0x00 | 0x00100000000C000B | HELLO(MAX_VER=12, MIN_VER=11)
        > | 0x00 | 0x00200000000C000C | HELLO_ACK(TRACING=0, DEBUG=0, MAX_VER=12, MIN_VER=12)
        < | 0x00 | 0x008000000000011F | EPMAP(LAST=0, BASE=0, BITMAP=0x11f)
        > | 0x00 | 0x0080000000000001 | EPMAP_REPLY(LAST=0, BASE=0, MORE=1)
        < | 0x00 | 0x0088000100000001 | EPMAP(LAST=1, BASE=1, BITMAP=0x1)
        > | 0x00 | 0x0088000100000000 | EPMAP_REPLY(LAST=1, BASE=1, MORE=0)
        > | 0x00 | 0x0050000200000002 | STARTEP(EP=0x02 syslog, FLAG=START)
        < | 0x02 | 0x0010400000000000 | SYSLOG_BUFFER(SIZE=4 pages, ADDRESS=0x0)
        > | 0x02 | 0x0010400010004000 | SYSLOG_BUFFER(SIZE=4 pages, ADDRESS=0x10004000)
        < | 0x02 | 0x00800000E0000040 | SYSLOG_INIT(MESSAGE_SIZE=224 bytes, ENTRIES=64)
        < | 0x01 | 0x0010100000000000 | CRASHLOG_BUFFER(SIZE=1 page, ADDRESS=0x0)
        < | 0x04 | 0x00C0000000000000 | IOREPORT_START(BODY=0x0)
        < | 0x08 | 0x0101000000000000 | OSLOG_BUFFER(SIZE=4096 bytes, ADDRESS=0x0)
        > | 0x08 | 0x0101000000010010 | OSLOG_BUFFER(SIZE=4096 bytes, ADDRESS=0x10010000)
        > | 0x08 | 0x0300000000000000 | OSLOG_ACK(BODY=0x0)
        < | 0x00 | 0x0070000000000020 | IOP_PWR_ACK(STATE=ON)
        > | 0x00 | 0x00B0000000000020 | SET_AP_PWR(STATE=ON)
        < | 0x00 | 0x00B0000000000020 | AP_PWR_ACK(STATE=ON)
        < | 0x02 | 0x0050000000000003 | LOG(INDEX=3)
        < | 0x01 | 0x001100023FE40000 | CRASHLOG_BUFFER(SIZE=16 pages, ADDRESS=0x23fe40000)
        > | 0x01 | 0x0000000000000022 | PROVOKE(KIND=hard)
        < | 0x03 | 0x0001000000000010 | KDEBUG_BUFFERS(COUNT=16)
        """)
    void printsTheWorkedExample(char arrow, String endpoint, String word, String expected) {
        Direction direction = arrow == '>' ? AP_TO_IOP : IOP_TO_AP;
        assertEquals(
                expected,
                Vocabulary.GENERIC.describe(
                        direction, Integer.decode(endpoint), Long.parseUnsignedLong(word.substring(2), 16)));
    }

    @Test
    void givesBothReadingsWhereTheDirectionIsNotKnown() {
        assertEquals(
                "SET_AP_PWR(STATE=QUIESCED) or AP_PWR_ACK(STATE=QUIESCED)",
                Vocabulary.GENERIC.describe(BOTH, 0, 0x00b0_0000_0000_0010L));
        assertEquals("LOG(INDEX=12)", Vocabulary.GENERIC.describe(BOTH, 2, 0x0050_0000_0000_000cL));
    }

    @Test
    void knowsTheDisplaysCallsAndReturns() {
        var dcp = CoprocessorKind.of("DCPEXT1").vocabulary();
        assertEquals("iomfb", dcp.endpointName(0x37));
        assertEquals(
                "CALL(LEN=4220 bytes, OFF=0x0, CTX=CMD), by its length set_block",
                dcp.describe(AP_TO_IOP, 0x37, 0x0000_107c_0000_0202L));
        assertEquals("RETURN(LEN=0 bytes, OFF=0x0, CTX=ASYNC)", dcp.describe(IOP_TO_AP, 0x37, 0x342L));
        assertEquals("AFK_RECV(WPTR=0x40)", dcp.describe(IOP_TO_AP, 0x2a, 0x0085_0000_0000_0040L));
        assertEquals("dptx-port", dcp.endpointName(0x2a));
        assertEquals(
                "AFK_INIT_TX(OFFSET=0x1, SIZE=0x40, TAG=0x7)", dcp.describe(IOP_TO_AP, 0x2a, 0x008a_0001_0040_0007L));
        assertEquals("AFK_HELLO(VERSION=0x8)", dcp.describe(IOP_TO_AP, 0x2a, 0x0080_0000_0000_0008L));
        assertEquals("AFK_INIT", dcp.describe(AP_TO_IOP, 0x2a, 0x0080_0000_0000_0000L));
        assertEquals("AFK_HELLO_ACK", dcp.describe(AP_TO_IOP, 0x2a, 0x00a0_0000_0000_0000L));
        assertEquals("AFK_TX_ADDRESS(ADDR=0x4000)", dcp.describe(IOP_TO_AP, 0x2a, 0x0082_0000_0000_4000L));
        assertEquals("AFK_STOP", dcp.describe(AP_TO_IOP, 0x2a, 0x00a4_0000_0000_0000L));
        assertEquals("AFK_HIBERNATE_ACK", dcp.describe(IOP_TO_AP, 0x2a, 0x00c3_0000_0000_0000L));
    }

    @Test
    void namesTheEndpointThatIsStartedAsItsMessagesDo() {
        assertEquals(
                "STARTEP(EP=0x37 iomfb, FLAG=START)", Vocabulary.DCP.describe(AP_TO_IOP, 0, 0x0050_0037_0000_0002L));
        assertEquals("STARTEP(EP=0x20 smc, FLAG=STOP)", Vocabulary.SMC.describe(AP_TO_IOP, 0, 0x0050_0020_0000_0001L));
        assertEquals(
                "STARTEP(EP=0x37 user24, FLAG=START)",
                Vocabulary.GENERIC.describe(AP_TO_IOP, 0, 0x0050_0037_0000_0002L));
    }

    /// Lengths of linux drivers/gpu/drm/apple/iomfb_template.h. One of 36 bytes is several calls, and newer firmware's
    /// `swap_start`.
    @Test
    void namesACallOfADisplayWhereItsLengthIsEnough() {
        var dcp = Vocabulary.DCP;
        assertEquals(
                "CALL(LEN=2936 bytes, OFF=0x0, CTX=CMD), by its length swap_submit",
                dcp.describe(AP_TO_IOP, 0x37, 0x0000_0b78_0000_0202L));
        assertEquals(
                "CALL(LEN=4120 bytes, OFF=0x0, CTX=CB), by its length set_dcpav_prop_chunk",
                dcp.describe(IOP_TO_AP, 0x37, 0x0000_1018_0000_0002L));
        assertEquals("CALL(LEN=36 bytes, OFF=0x0, CTX=CMD)", dcp.describe(AP_TO_IOP, 0x37, 0x0000_0024_0000_0202L));
        assertEquals("CALL(LEN=4220 bytes, OFF=0x0, CTX=CMD)", dcp.describe(BOTH, 0x37, 0x0000_107c_0000_0202L));
    }

    /// Words by hand, from m1n1 fw/agx and fw/pmp.py, and aurora's pmp-v2-protocol.h.
    @Test
    void knowsTheGpusBellsAndBothGenerationsOfPmp() {
        var gfx = CoprocessorKind.of("GFX").vocabulary();
        assertEquals("AGX_INIT(ADDR=0xfa00000000)", gfx.describe(AP_TO_IOP, 0x20, 0x0081_00fa_0000_0000L));
        assertEquals("AGX_EVENT", gfx.describe(IOP_TO_AP, 0x20, 0x0042_0000_0000_0000L));
        assertEquals("AGX_DOORBELL(CHANNEL=17)", gfx.describe(AP_TO_IOP, 0x21, 0x0083_0000_0000_0011L));
        var pmp = CoprocessorKind.of("pmp").vocabulary();
        assertEquals("PMP_CONFIGURE(DVA=0x10000000)", pmp.describe(AP_TO_IOP, 0x20, 0x0001_0000_1000_0000L));
        assertEquals("PMP_DEVPWR(DEVICE=0x3bc, STATE=0x2)", pmp.describe(AP_TO_IOP, 0x20, 0x0020_e000_03bc_0002L));
        assertEquals("PMP_MALLOC(SIZE=4096 bytes)", pmp.describe(IOP_TO_AP, 0x20, 0x0012_0000_0000_1000L));
        assertEquals("PMP_MEMORY(ADDR=0x4000)", pmp.describe(AP_TO_IOP, 0x20, 0x0013_0000_0000_4000L));
        assertEquals("acio", CoprocessorKind.of("ACIO2").vocabulary().endpointName(0x20));
    }

    /// Words by hand, from linux drivers/soc/apple/aop.rs.
    @Test
    void knowsTheRingsOfSensors() {
        var aop = CoprocessorKind.of("AOP").vocabulary();
        assertEquals("spuapp", aop.endpointName(0x20));
        assertEquals("user05", aop.endpointName(0x24));
        assertEquals("AFK_GETBUF(SIZE=0x300, TAG=0x1)", aop.describe(IOP_TO_AP, 0x24, 0x0089_0000_0300_0001L));
        assertEquals("AFK_SEND(WPTR=0x80)", aop.describe(AP_TO_IOP, 0x2e, 0x00a2_0000_0000_0080L));
        assertTrue(aop.hasRings(0x20) && aop.hasRings(0x2e) && !aop.hasRings(0x2f) && !aop.hasRings(0x02));
        assertTrue(Vocabulary.DCP.hasRings(0x2f) && !Vocabulary.DCP.hasRings(0x37) && !Vocabulary.SMC.hasRings(0x20));
    }

    @Test
    void knowsTheSmcsKeys() {
        var smc = CoprocessorKind.of("smc").vocabulary();
        assertEquals("SMC_READ(KEY='#KEY', SIZE=4 bytes, ID=1)", smc.describe(AP_TO_IOP, 0x20, 0x234b_4559_0004_1010L));
        assertEquals(
                "SMC_RESULT(VALUE=0x82050000, SIZE=4 bytes, ID=1, RESULT=0x0)",
                smc.describe(IOP_TO_AP, 0x20, 0x8205_0000_0004_1000L));
    }

    @Test
    void readsDoorbellsAsIfEachWereAnEndpoint() {
        var nvme = Vocabulary.NVME;
        for (int doorbell : new int[] {0x40, 0x41, 0x42, 0x43}) {
            assertEquals("NVME_DOORBELL(INDEX=7)", nvme.describe(AP_TO_IOP, doorbell, 7));
        }
        assertEquals("io-sq", nvme.endpointName(0x41));
        assertEquals("0x0000000000000007", nvme.describe(IOP_TO_AP, 0x41, 7));
    }

    /// `docs/capture.md` shows them; they are how a capture's reader tells co-processors apart.
    @Test
    void labelsAreThoseOfCaptures() {
        assertEquals(
                "generic ANS SMC DCP AOP GFX PMP ACIO NVMe DockChannel",
                Stream.of(Vocabulary.values()).map(Vocabulary::label).collect(Collectors.joining(" ")));
    }

    @Test
    void namesEndpointsAsAppleDoesWhereNothingBetterIsKnown() {
        assertEquals("user01", Vocabulary.GENERIC.endpointName(0x20));
        assertEquals("user24", Vocabulary.GENERIC.endpointName(0x37));
        assertEquals("nvme", CoprocessorKind.of("ANS2").vocabulary().endpointName(0x20));
        assertEquals("system5", Vocabulary.GENERIC.endpointName(5));
    }

    @Test
    void printsWhateverComes() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long word = random.nextLong();
            int endpoint = random.nextInt(Endpoints.COUNT);
            for (Direction direction : Direction.values()) {
                String text = Vocabulary.DCP.describe(direction, endpoint, word);
                assertEquals(
                        -1,
                        text.chars()
                                .filter(c -> c < 0x20 || c > 0x7e)
                                .findFirst()
                                .orElse(-1));
            }
        }
    }

    @Test
    void noTwoLayoutsOfADirectionClaimTheSameWord() {
        for (int endpoint = 0; endpoint < Endpoints.FIRST_APP; endpoint++) {
            var layouts = Vocabulary.GENERIC.layouts(endpoint);
            for (Layout one : layouts) {
                for (Layout other : layouts) {
                    boolean crashlog = endpoint == Endpoints.CRASHLOG; // one form, two meanings: told apart by history
                    if (!one.equals(other) && one.direction().admits(other.direction()) && !crashlog) {
                        assertEquals(false, one.matches(other.word()), one + " and " + other);
                    }
                }
            }
        }
    }
}
