package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMemory;

/// A hostile firmware: any messages, in any order, and any contents of the memory that they refer to.
///
/// After each message the session has kept its promises: no exception, no answer longer than agreed, no message to an
/// endpoint that was not started, time limits that end; and at the end no buffer is left.
class SessionFuzzTest {
    private static final long SRAM = 0x2000_0000L;

    @FuzzTest
    void survives(FuzzedDataProvider data) {
        var memory = new FakeMemory(SRAM, 0x10_0000);
        var run = new Run();
        var session = new Session(SessionConfig.named("fuzz"), memory, run);
        session.boot(data.consumeBoolean() ? BootPlan.WAKE : BootPlan.START.withEarlyApOn(), run);
        long now = 0;
        while (data.remainingBytes() > 0) {
            run.beginAnswer();
            switch (data.consumeInt(0, 9)) {
                case 0 -> now = passTime(session, now, data);
                case 1 -> command(session, run, data);
                case 2 -> scribble(memory, data);
                case 3 -> session.onMessage(data.consumeLong(), data.consumeLong(), run);
                default -> session.onMessage(plausible(data), data.consumeInt(0, 0x21), run);
            }
            check(session, run, now);
        }
        session.reinit();
        assertEquals(0, memory.openBuffers());
    }

    private static void check(Session session, Run run, long now) {
        long deadline = session.nextDeadline(now);
        assertTrue(session.phase().isWait() ? deadline - now <= 1_000_000_000L : deadline == Session.NO_DEADLINE);
        assertTrue(run.words <= Outbox.CAPACITY, "an answer of " + run.words + " words");
        assertTrue(!run.heardWhileNotRunning);
        run.running = session.phase() instanceof Phase.Running;
    }

    private static long passTime(Session session, long now, FuzzedDataProvider data) {
        long later = now + data.consumeLong(0, 2_000_000_000L);
        session.onTime(later);
        return later;
    }

    private static void command(Session session, Run run, FuzzedDataProvider data) {
        switch (data.consumeInt(0, 4)) {
            case 0 -> session.powerDown(data.pickValue(PowerDown.values()), run);
            case 1 -> session.startEndpoint(data.consumeInt(0x20, 0xff), (msg0, out) -> run.hear(msg0, out), run);
            case 2 -> session.stopEndpoint(data.consumeInt(0x20, 0xff), run);
            case 3 -> session.boot(BootPlan.WAKE, run);
            default -> session.provokeCrash(data.consumeBoolean(), run);
        }
        run.running = session.phase() instanceof Phase.Running;
    }

    // The firmware writes into the first buffer that it was given, as far as there is one.
    private static void scribble(FakeMemory memory, FuzzedDataProvider data) {
        if (memory.isOpenAt(0x1000_4000L)) {
            byte[] bytes = memory.bytesAt(0x1000_4000L);
            byte[] scribbled = data.consumeBytes(64);
            int at = data.consumeInt(0, Math.max(0, bytes.length - 64));
            System.arraycopy(scribbled, 0, bytes, at, Math.min(scribbled.length, bytes.length - at));
        }
    }

    // A word of a form that some endpoint understands, with fields at will.
    private static long plausible(FuzzedDataProvider data) {
        long type = data.consumeLong(0, 0xf);
        return (type << 52) | (data.consumeLong() & 0x000f_ffff_ffff_ffffL);
    }

    private static final class Run implements SessionListener, Outbox {
        int words;
        boolean running;
        boolean heardWhileNotRunning;

        void beginAnswer() {
            words = 0;
        }

        void hear(long msg0, Outbox out) {
            heardWhileNotRunning |= !running;
            out.send(0x20, msg0);
        }

        @Override
        public boolean send(int endpoint, long msg0) {
            words++;
            return words <= CAPACITY;
        }

        @Override
        public boolean wantsSyslog() {
            return true;
        }

        @Override
        public void onSyslog(String context, String text) {
            if (context.length() > 24) {
                throw new AssertionError("a context longer than its field");
            }
        }
    }
}
