package org.rtkit4j.drivers.iomfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// Words and packets by hand, after m1n1's `fw/dcp/dcpep.py`: what the host makes of each.
class HostCallsTest {
    private static final long REGION = 0x1000_4000L;
    private static final int CB_AREA = 0x60000;
    private static final long CB = 0x0;
    private static final long CMD = 0x200;
    private static final long OUT_OF_BAND = 0x600;
    private static final long CALL = 0x2;
    private static final long RETURN = 0x42;

    private final FakeMemory memory = new FakeMemory();
    private final List<String> said = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private final Outbox out = this::send;
    private boolean isFull;
    private boolean isCalledBack;
    private int refusals;
    private IomfbMethod method = IomfbMethod.IS_MAIN_DISPLAY;
    private HostCalls calls;
    private HardwareBoot boot;

    @BeforeEach
    void share() throws Exception {
        var clock = new ManualClock();
        var emulated = EmulatedMachine.with(Profile.named("dcp")).clock(clock).build();
        var iop = new PolledIop(
                IopProfile.named("dcp"),
                Platform.of(emulated.coprocessor()),
                SessionListener.NONE,
                clock,
                () -> clock.advance(1_000_000));
        calls = new HostCalls(iop, IomfbVersion.V12_3, new Host());
        calls.use(memory.allocate(CallContext.SHARED_BYTES));
        boot = new HardwareBoot(calls, IomfbVersion.V12_3);
    }

    private boolean send(int endpoint, long word) {
        boolean isTaken = !isFull && refusals-- <= 0;
        if (isTaken) {
            said.add("%02x:%x".formatted(endpoint, word));
        }
        return isTaken;
    }

    private ByteBuffer shared() {
        return ByteBuffer.wrap(memory.bytesAt(REGION)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Puts a call of the firmware's into the area of callbacks, and says so.
    private void firmwareCalls(int number, int offset, int outputBytes) {
        int tag = 'D' << 24 | ('0' + number / 100) << 16 | ('0' + number / 10 % 10) << 8 | '0' + number % 10;
        shared().putInt(CB_AREA + offset, tag)
                .putInt(CB_AREA + offset + 4, 0)
                .putInt(CB_AREA + offset + 8, outputBytes);
        says((12L + outputBytes) << 32 | (long) offset << 16 | CB | CALL);
    }

    private void says(long word) {
        calls.onMessage(word, out);
    }

    private boolean callInside() {
        try {
            var call = OutgoingCall.of(method, IomfbVersion.V12_3);
            return calls.call(CallContext.CB, call, output -> answered.add("answered"));
        } catch (RtkitException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itIsReadyWhenTheFirmwareSaysSo() {
        assertFalse(calls.isReady());
        says(0x1);
        assertTrue(calls.isReady());
        assertEquals(List.of(), troubles);
    }

    @Test
    void whatMakesNoSenseIsTold() {
        says(0x5);
        says(12L << 32 | CMD | CALL);
        says(12L << 32 | 0x100 | CALL);
        says(CB | RETURN);
        says(OUT_OF_BAND | RETURN);
        assertEquals(
                List.of(
                        "a message: no such type, word=0x0000000000000005",
                        "a call: there is no such context, word=0x0000000c00000202",
                        "a call: there is no such context, word=0x0000000c00000102",
                        "an answer: no call waits for it, context=CB",
                        "an answer: no call waits for it, context=OOBCMD"),
                troubles);
        assertEquals(List.of(), said);
    }

    /// Wherever in its area the call lies.
    @ParameterizedTest
    @CsvSource({"0", "64", "32704"})
    void aCallIsAnsweredInTheRoomBehindIt(int offset) {
        firmwareCalls(208, offset, 8);
        assertEquals(0x1122_3344_5566_7788L, shared().getLong(CB_AREA + offset + 12));
        assertEquals(List.of("37:42"), said);
        assertEquals(List.of(), troubles);
    }

    /// Nothing is left of what another call was answered.
    @Test
    void aCallThatThereIsNotIsAnsweredWithZeros() {
        firmwareCalls(208, 0, 8);
        shared().putLong(CB_AREA + 0x40 + 12, -1);
        firmwareCalls(999, 0x40, 8);
        assertEquals(0, shared().getLong(CB_AREA + 0x40 + 12));
        assertEquals(List.of("D999: there is no such call"), troubles);
        assertEquals(List.of("37:42", "37:42"), said);
    }

    @Test
    void anAnswerForWhichTheMailboxHasNoRoomIsTold() {
        isFull = true;
        firmwareCalls(208, 0, 8);
        assertEquals(List.of("an answer to the firmware: there is no room for it, context=CB"), troubles);
    }

    // ---- Calls of the AP's inside one of the firmware's ----

    @Test
    void callsNestAsDeepAsLinuxHasThem() {
        isCalledBack = true;
        firmwareCalls(208, 0, 8);
        assertEquals(8, said.size() - 1, "and the answer");
        assertFalse(calls.isIdle());
        for (int i = 0; i < 8; i++) {
            says(CB | RETURN);
        }
        assertEquals(8, answered.size());
        assertTrue(calls.isIdle());
        assertEquals(List.of(), troubles);
    }

    /// Each behind the output of the one before, on a multiple of 64 bytes. It takes 100.
    @Test
    void whatIsCalledInsideLiesBehindWhatWaits() {
        method = IomfbMethod.GET_DFB_INFO;
        isCalledBack = true;
        firmwareCalls(208, 0, 8);
        for (int i = 0; i < 8; i++) {
            assertEquals("37:%x".formatted((100L << 32) | (((long) i * 0x80) << 16) | CB | CALL), said.get(i));
        }
    }

    /// It takes 4,220 bytes of 32 KiB.
    @Test
    void largeCallsNestAsDeepAsTheirAreaHolds() {
        method = IomfbMethod.SET_BLOCK;
        isCalledBack = true;
        shared().put(CallContext.OOBCB.apArea(), (byte) 0x77);
        firmwareCalls(208, 0, 8);
        assertEquals(7, said.size() - 1, "and the answer");
        assertEquals(0x77, shared().get(CallContext.OOBCB.apArea()), "what lies behind it");
    }

    @Test
    void aCallThatTheMailboxDidNotTakeHasNotBeenMade() {
        isCalledBack = true;
        isFull = true;
        firmwareCalls(208, 0, 8);
        assertTrue(calls.isIdle());
    }

    @Test
    void aCallThatWasGivenUpIsAnsweredToNobody() {
        isCalledBack = true;
        firmwareCalls(208, 0, 8);
        calls.abandon();
        for (int i = 0; i < 8; i++) {
            says(CB | RETURN);
        }
        assertEquals(7, answered.size());
        assertEquals(List.of(), troubles);
    }

    @Test
    void whereNoCallWaitsNoneIsGivenUp() {
        calls.abandon();
        assertTrue(calls.isIdle());
        isCalledBack = true;
        firmwareCalls(208, 0, 8);
        assertEquals(8, said.size() - 1, "and the answer");
    }

    // ---- The start of the hardware ----

    @Test
    void theHardwareIsUpOnceSixCallsInsideWereAnswered() {
        firmwareCalls(116, 0, 4);
        for (int i = 1; i <= 6; i++) {
            assertEquals(i, said.size());
            assertEquals(0, shared().get(CB_AREA + 12));
            says(CB | RETURN);
        }
        assertEquals("37:42", said.getLast());
        assertEquals(1, shared().get(CB_AREA + 12), "yes");
    }

    @Test
    void aStartInWhichNothingCanBeCalledIsAnsweredAllTheSame() {
        refusals = 1;
        firmwareCalls(116, 0, 4);
        assertEquals(List.of("37:42"), said);
        assertEquals(1, shared().get(CB_AREA + 12), "yes");
        assertEquals(List.of(), troubles);
    }

    @Test
    void aFirmwareThatStartsAnewHasNoCallsOpen() throws Exception {
        isCalledBack = true;
        firmwareCalls(208, 0, 8);
        says(0x1);
        calls.use(memory.allocate(CallContext.SHARED_BYTES));
        assertTrue(calls.isIdle());
        assertFalse(calls.isReady());
    }

    private final class Host implements HostCalls.Server {
        @Override
        public boolean onCall(IncomingCall call) {
            if (call.callback() == IomfbCallback.START_HARDWARE_BOOT) {
                call.give(1);
                return !boot.begin();
            }
            assertEquals(IomfbCallback.GET_CALENDAR_TIME_MS, call.callback());
            call.give(0x1122_3344_5566_7788L);
            int nested = 0;
            while (isCalledBack && callInside()) {
                nested++;
                assertTrue(nested <= 8, "without end");
            }
            return true;
        }

        @Override
        public void onTrouble(String what, String why) {
            troubles.add(what + ": " + why);
        }
    }
}
