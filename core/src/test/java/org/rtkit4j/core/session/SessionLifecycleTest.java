package org.rtkit4j.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.FakeMemory;

/// A session from its first boot to its close, at its edges: listeners that throw, buffers that cannot be closed,
/// clocks that start anywhere.
class SessionLifecycleTest {
    private static final long[] BOOT = {
        0x0010_0000_000c_000bL, 0x0088_0000_0000_0017L, 0x0070_0000_0000_0020L, 0x00b0_0000_0000_0020L
    };

    private final Outbox out = (_, _) -> true;

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_000_000L, -1, 0, Long.MAX_VALUE - 1})
    void aRunningSessionIsNeverOverdue(long nowNanos) {
        var session = running(SessionListener.NONE);
        assertNull(session.overdue(nowNanos));
        session.onTime(nowNanos);
        assertInstanceOf(Phase.Running.class, session.phase());
    }

    @Test
    void aListenerThatThrowsChangesNothingForItsSession() {
        var failures = new ArrayList<RuntimeException>();
        var session = new Session(SessionConfig.named("test"), new FakeMemory(), new Throwing(), failures::add);
        boot(session);
        assertInstanceOf(Phase.Running.class, session.phase());
        session.onMessage(0x00f0_0000_0000_0000L, 0, out);
        assertEquals(1, session.count(Notice.UNKNOWN_MESSAGE));
        session.close();
        assertInstanceOf(Phase.Closed.class, session.phase());
        assertEquals(failures.size(), session.count(Notice.LISTENER_FAILED));
        assertEquals("onPhase AwaitHello[resumes=false]", failures.getFirst().getMessage());
        assertEquals("onPhase Closed[]", failures.getLast().getMessage());
    }

    @Test
    void whateverAListenerThrowsIsCountedAndHandedOn() {
        var failures = new ArrayList<RuntimeException>();
        var session = new Session(SessionConfig.named("test"), new FakeMemory(), new Throwing(), failures::add);
        boot(session);
        failures.clear();
        session.onMessage(0x00f0_0000_0000_0000L, 0, out);
        assertEquals(List.of("onNotice UNKNOWN_MESSAGE"), said(failures));
        session.onMessage(0x0010_1000_0000_0000L, 2, out);
        session.onMessage(0x0080_0000_2000_0040L, 2, out);
        session.onMessage(0x0050_0000_0000_0000L, 2, out);
        assertEquals(List.of("onNotice UNKNOWN_MESSAGE", "wantsSyslog"), said(failures));
        // One that asks for lines and chokes on them.
        var choking = new Session(
                SessionConfig.named("test"),
                new FakeMemory(),
                new SessionListener() {
                    @Override
                    public boolean wantsSyslog() {
                        return true;
                    }

                    @Override
                    public void onSyslog(String context, String text) {
                        throw new IllegalStateException("onSyslog");
                    }
                },
                failures::add);
        boot(choking);
        failures.clear();
        choking.onMessage(0x0010_1000_0000_0000L, 2, out);
        choking.onMessage(0x0080_0000_2000_0040L, 2, out);
        choking.onMessage(0x0050_0000_0000_0000L, 2, out);
        assertEquals(List.of("onSyslog"), said(failures));
        assertEquals(1, choking.count(Notice.LISTENER_FAILED));
    }

    private static List<String> said(List<RuntimeException> failures) {
        return failures.stream().map(Throwable::getMessage).toList();
    }

    @Test
    void anEndpointsListenerThatThrowsIsNotedAndTheOthersHearOn() {
        var notices = new ArrayList<String>();
        var failures = new ArrayList<RuntimeException>();
        var session = new Session(
                SessionConfig.named("test"),
                new FakeMemory(),
                new SessionListener() {
                    @Override
                    public void onNotice(Notice notice, int endpoint, long msg0) {
                        notices.add("%s 0x%x %d".formatted(notice, endpoint, msg0));
                    }
                },
                failures::add);
        var announced = new BitSet();
        announced.set(0x20, 0x22);
        session.adopt(12, announced);
        var heard = new ArrayList<Long>();
        session.startEndpoint(0x20, new BrokenEndpoint(), out);
        session.startEndpoint(0x21, (msg0, _) -> heard.add(msg0), out);
        session.onMessage(7, 0x20, out);
        session.onMessage(8, 0x21, out);
        assertEquals(List.of("LISTENER_FAILED 0x20 7", "LISTENER_FAILED 0x20 7"), notices, "early, and late");
        assertEquals(List.of(8L), heard);
        assertEquals(2, failures.size());
        assertInstanceOf(Phase.Running.class, session.phase());
    }

    @Test
    void aBufferThatCannotBeClosedKeepsNoOtherFromIt() {
        var memory = new UnclosableMemory(0, 2);
        var session = new Session(SessionConfig.named("test"), memory, SessionListener.NONE);
        boot(session);
        for (int endpoint : new int[] {1, 2, 4}) {
            session.onMessage(0x0010_1000_0000_0000L, endpoint, out);
        }
        session.onMessage(0x0010_1000_1000_4000L, 1, out);
        assertInstanceOf(Phase.Crashed.class, session.phase());
        var thrown = assertThrows(IllegalStateException.class, session::close);
        assertEquals("cannot be closed: buffer=0", thrown.getMessage());
        assertEquals("cannot be closed: buffer=2", thrown.getSuppressed()[0].getMessage());
        assertEquals(List.of(0, 1, 2), memory.tried);
        assertInstanceOf(Phase.Closed.class, session.phase());
        session.close();
        assertEquals(3, memory.tried.size(), "the next close does nothing");
    }

    @Test
    void aBufferThatCannotBeClosedDoesNotKeepItFromRest() {
        var memory = new UnclosableMemory(0);
        var session = new Session(SessionConfig.named("test"), memory, SessionListener.NONE);
        boot(session);
        session.onMessage(0x0010_1000_0000_0000L, 1, out);
        session.powerDown(PowerDown.SLEEP, out);
        session.onMessage(0x00b0_0000_0000_0010L, 0, out);
        assertThrows(IllegalStateException.class, () -> session.onMessage(0x0070_0000_0000_0001L, 0, out));
        assertInstanceOf(Phase.Resting.class, session.phase());
        assertEquals(List.of(0), memory.tried);
    }

    @Test
    void nothingBringsAClosedSessionBack() {
        var phases = new ArrayList<Phase>();
        var session = running(new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                phases.add(phase);
            }
        });
        session.close();
        phases.clear();
        assertEquals("booting makes no sense now: state=closed", message(session.boot(BootPlan.START, out)));
        assertEquals("adopting makes no sense now: state=closed", message(session.adopt(12, new BitSet())));
        assertEquals("the co-processor is not running: state=closed", message(session.powerDown(PowerDown.SLEEP, out)));
        session.reinit();
        session.fail(new Fault.AccessFailed("the test"));
        session.onMessage(BOOT[0], 0, out);
        assertEquals(List.of(), phases);
        assertInstanceOf(Phase.Closed.class, session.phase());
    }

    @Test
    void aListenerMayFailItsSessionWhileItComesUp() {
        for (int at = 0; at < 5; at++) {
            var sessions = new ArrayList<Session>();
            int failing = at;
            sessions.add(new Session(SessionConfig.named("test"), new FakeMemory(), new SessionListener() {
                private int phases;

                @Override
                public void onPhase(Phase phase) {
                    if (phases++ == failing) {
                        sessions.getFirst().fail(new Fault.AccessFailed("the test"));
                    }
                }
            }));
            var session = sessions.getFirst();
            session.boot(BootPlan.START, out);
            // The IOP says ON before its map: two phases follow each other at once.
            for (int message : new int[] {0, 2, 1, 3}) {
                session.onMessage(BOOT[message], 0, out);
            }
            assertInstanceOf(Phase.Failed.class, session.phase(), "at=" + at);
        }
    }

    private Session running(SessionListener listener) {
        var session = new Session(SessionConfig.named("test"), new FakeMemory(), listener);
        boot(session);
        assertInstanceOf(Phase.Running.class, session.phase());
        return session;
    }

    private void boot(Session session) {
        session.boot(BootPlan.START, out);
        for (long word : BOOT) {
            session.onMessage(word, 0, out);
        }
    }

    private static String message(Fault fault) {
        return fault.message();
    }

    /// Throws whatever it is told.
    private static final class Throwing implements SessionListener {
        @Override
        public void onPhase(Phase phase) {
            throw new IllegalStateException("onPhase " + phase);
        }

        @Override
        public boolean wantsSyslog() {
            throw new IllegalStateException("wantsSyslog");
        }

        @Override
        public void onNotice(Notice notice, int endpoint, long msg0) {
            throw new IllegalStateException("onNotice " + notice);
        }
    }

    private static final class BrokenEndpoint implements EndpointListener {
        @Override
        public boolean onEarly(long msg0) {
            throw new IllegalStateException("early");
        }

        @Override
        public void onMessage(long msg0, Outbox out) {
            throw new IllegalStateException("late");
        }
    }
}
