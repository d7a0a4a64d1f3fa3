package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.message.PowerState;

/// What people read of a session: faults, phases, notices.
class WordsTest {
    private static final CrashDump DUMP = new CrashDump(new byte[16], 0x1000_4000L, 0x1000_8000L, 4096);

    @Test
    void aFaultIsOneLine() {
        assertEquals(
                List.of(
                        "timed out: step=waiting for HELLO, after=1000 ms, last received=nothing",
                        "no common protocol version: iop=9..10, ap=11..12",
                        "the co-processor has crashed: crash log=16 bytes",
                        "the co-processor is not running: state=stopped",
                        "booting makes no sense now: state=running",
                        "the firmware has not announced the endpoint: endpoint=0x21 user02",
                        "the endpoint was not started: endpoint=0x20 user01",
                        "suspend is not supported: the profile forbids it",
                        "cancelled: the co-processor was closed or re-initialised meanwhile",
                        "protocol violation: too many pages, endpoint=0x00 mgmt, message=0x0000000000000007",
                        "memory refused: endpoint=0x01 crashlog, size is 0",
                        "access failed: gone"),
                List.of(
                                new Fault.TimedOut("waiting for HELLO", 1_000_000_000, "nothing"),
                                new Fault.NoCommonVersion(9, 10, 11, 12),
                                new Fault.Crashed(DUMP),
                                new Fault.NotRunning("stopped"),
                                new Fault.WrongPhase("booting", "running"),
                                new Fault.NoSuchEndpoint(0x21),
                                new Fault.NotStarted(0x20),
                                new Fault.Unsupported("suspend", "the profile forbids it"),
                                new Fault.Cancelled(),
                                new Fault.ProtocolViolation("too many pages", 0, 7),
                                new Fault.MemoryRefused(1, "size is 0"),
                                new Fault.AccessFailed("gone"))
                        .stream()
                        .map(Fault::message)
                        .toList());
    }

    @Test
    void aPhaseHasAName() {
        var fault = new Fault.Cancelled();
        assertEquals(
                List.of(
                        "stopped",
                        "waiting for HELLO",
                        "waiting for EPMAP",
                        "waiting for IOP_PWR_ACK(ON)",
                        "waiting for AP_PWR_ACK(ON)",
                        "running",
                        "waiting for AP_PWR_ACK(QUIESCED)",
                        "waiting for IOP_PWR_ACK(SLEEP)",
                        "at rest after SLEEP",
                        "crashed",
                        "failed",
                        "closed"),
                List.of(
                                new Phase.Stopped(),
                                new Phase.AwaitHello(false),
                                new Phase.Mapping(1),
                                new Phase.AwaitIopOn(),
                                new Phase.AwaitApOn(),
                                new Phase.Running(),
                                new Phase.TellingAp(PowerDown.SLEEP),
                                new Phase.AskingIop(PowerDown.SLEEP),
                                new Phase.Resting(PowerDown.SLEEP),
                                new Phase.Crashed(DUMP),
                                new Phase.Failed(fault),
                                new Phase.Closed())
                        .stream()
                        .map(Phase::step)
                        .toList());
    }

    @Test
    void aPhaseSaysWhetherItWaitsOrHasEnded() {
        assertTrue(new Phase.AwaitHello(false).isWait());
        assertFalse(new Phase.Running().isWait());
        assertTrue(new Phase.Closed().isTerminal());
        assertFalse(new Phase.Running().isTerminal());
    }

    @Test
    void eachNoticeHasASentenceOfItsOwn() {
        Set<String> sentences = new HashSet<>();
        for (Notice notice : Notice.values()) {
            assertTrue(!notice.sentence().isBlank() && sentences.add(notice.sentence()), notice::name);
        }
    }

    @Test
    void aDumpSaysWhatItIs() {
        assertEquals("CrashDump(bytes=16, iova=0x10004000)", DUMP.toString());
        assertEquals(
                List.of(0x1000_4000L, 0x1000_8000L, 4096L),
                Arrays.asList(DUMP.iova(), DUMP.notifiedIova(), DUMP.notifiedBytes()));
    }

    @Test
    void configurationsAndPlansChangeInOnePlace() {
        var timeouts = new Timeouts(1, 2);
        var config = SessionConfig.named("test").withTimeouts(timeouts).withVersions(11, 11);
        assertEquals(new SessionConfig("test", 11, 11, SessionConfig.OsLogReply.BUFFER, timeouts), config);
        assertEquals(
                new BootPlan(false, PowerState.ON, true),
                BootPlan.WAKE.withOldWake().withEarlyApOn());
        for (PowerState state : PowerState.values()) {
            boolean wakes = state == PowerState.INIT || state == PowerState.ON;
            assertEquals(wakes, canWakeWith(state), state::name);
        }
    }

    private static boolean canWakeWith(PowerState state) {
        try {
            return new BootPlan(false, state, false).wake() == state;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
