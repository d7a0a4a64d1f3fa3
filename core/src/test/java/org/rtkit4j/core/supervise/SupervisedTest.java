package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.FakeCpu;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.testkit.ManualClock;

/// What is asked of a supervised co-processor, and what becomes of it where its profile, its platform or its
/// application stands in the way; what its listeners hear.
class SupervisedTest implements SupervisorListener {
    private static final long MILLI = 1_000_000L;
    private static final RestartPolicy POLICY = new RestartPolicy(
            Duration.ofMillis(10), Duration.ofMillis(10), 2, Duration.ofSeconds(60), Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);
    private final ScriptedRemote remote = new ScriptedRemote();
    private final FakeCpu cpu = new FakeCpu();
    private final List<String> told = new ArrayList<>();
    private final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT.with(POLICY));

    // ---- Stopped and suspended ----

    @Test
    void itsCpuIsStartedForABootAndNotToWakeIt() {
        Supervised one = running(IopProfile.named("one"));
        one.suspend();
        run(20);
        assertEquals(new Phase.Resting(PowerDown.IDLE), one.iop().phase());
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("start"), cpu.written);
        one.stop();
        run(20);
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("start", "stop", "start"), cpu.written);
    }

    @Test
    void whatIsRestartedGoesDownOnceHoweverOftenItIsAsked() {
        Supervised one = running(IopProfile.named("one"));
        one.restart();
        one.restart();
        run(20);
        one.restart();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("start", "stop", "start", "stop", "start"), cpu.written);
        assertEquals(0, one.restarts(), "it was asked for, not brought back");
        run(100);
        one.stop();
        run(20);
        one.restart();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @ParameterizedTest
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void ofSeveralOrdersTheLastOneHoldsWhateverItIsDoing(long seed) {
        Supervised one = running(IopProfile.named("one"));
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            RemoteState wanted = RemoteState.RUNNING;
            for (int orders = random.nextInt(1, 5); orders > 0; orders--) {
                wanted = order(one, random.nextInt(3));
                turns(random.nextInt(6));
            }
            run(40);
            assertEquals(wanted, one.state(), "round " + i);
        }
    }

    private static RemoteState order(Supervised one, int order) {
        switch (order) {
            case 0 -> one.start();
            case 1 -> one.restart();
            default -> one.stop();
        }
        return order < 2 ? RemoteState.RUNNING : RemoteState.OFFLINE;
    }

    // Half a step each: an order comes between a question and its answer.
    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                remote.work();
            } else {
                loop.turn();
            }
        }
    }

    @Test
    void whatCannotBeIdleIsQuiesced() {
        Supervised one = running(profile(PowerDown.SLEEP, Set.of(PowerDown.QUIESCE, PowerDown.SLEEP)));
        one.suspend();
        run(20);
        assertEquals(RemoteState.SUSPENDED, one.state());
        assertEquals(new Phase.Resting(PowerDown.QUIESCE), one.iop().phase());
    }

    @Test
    void whatCannotBeSuspendedRunsOnAndSaysSoOnce() {
        Supervised one = running(profile(PowerDown.OFF, Set.of(PowerDown.OFF)));
        one.suspend();
        run(20);
        one.recovery(true);
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("stopping failed: its profile has no state to be suspended in"), told);
    }

    @Test
    void whatCrashesInItsSleepIsSuspendedAgainOnceItIsBack() {
        Supervised one = running(IopProfile.named("one"));
        one.suspend();
        run(20);
        remote.crash("asleep");
        run(100);
        assertEquals(1, one.restarts());
        assertEquals(RemoteState.SUSPENDED, one.state());
    }

    @Test
    void whatWasSwitchedOffIsResetToBeStarted() {
        Supervised one = running(profile(PowerDown.OFF, Set.of(PowerDown.OFF)));
        one.stop();
        run(20);
        assertEquals(new Phase.Resting(PowerDown.OFF), one.iop().phase());
        assertEquals(0, remote.resets);
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(1, remote.resets);
    }

    @Test
    void whatSomebodyElseClosesIsOffline() {
        Supervised one = running(IopProfile.named("one"));
        one.iop().reinit();
        one.iop().close();
        run(20);
        assertEquals(RemoteState.OFFLINE, one.state());
        assertEquals("one offline", one.toString());
    }

    @Test
    void whatHangsAndIsClosedIsOfflineToo() {
        Supervised one = running(IopProfile.named("one"));
        one.recovery(false);
        remote.crash("once");
        run(20);
        assertEquals(RemoteState.CRASHED, one.state());
        one.iop().close();
        run(20);
        assertEquals(RemoteState.OFFLINE, one.state());
    }

    // ---- What fails is reported ----

    @Test
    void aCpuThatCannotBeReachedIsReportedAndTriedAgain() {
        Supervised one = add(IopProfile.named("one"), Application.NONE);
        cpu.isBroken = true;
        one.start();
        run(5);
        assertEquals("recovery failed: access failed: the wire has come off", told.getFirst());
        cpu.isBroken = false;
        run(100);
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void aResetThatFailsWhileItIsToBeStoppedIsReported() {
        Supervised one = running(IopProfile.named("one"));
        one.recovery(false);
        remote.crash("once");
        run(5);
        remote.resetThrows = true;
        one.stop();
        run(5);
        assertEquals("stopping failed: access failed: the wire has come off", told.getLast());
        assertEquals(RemoteState.CRASHED, one.state());
    }

    @Test
    void anApplicationThatHasStoppedItsCoprocessorKeepsItFromBeingStopped() {
        var own = new ArrayList<Supervised>();
        own.add(add(IopProfile.named("own"), iop -> {
            own.getFirst().stop();
            iop.reinit();
        }));
        own.getFirst().start();
        run(20);
        assertEquals(List.of("stopping failed: the co-processor is not running: state=stopped"), told);
        assertEquals(RemoteState.OFFLINE, own.getFirst().state());
    }

    @Test
    void whoIsAskedToComeBackHasItsRestartsBack() {
        Supervised one = add(IopProfile.named("one"), Application.NONE);
        remote.crashesEarly = true;
        one.start();
        run(200);
        assertTrue(one.isGivenUp());
        assertEquals(2, remote.resets);
        one.recover();
        run(200);
        assertTrue(one.isGivenUp());
        assertEquals(4, remote.resets, "the one that was asked for, and the one that is left of two");
    }

    // ---- Signs of life ----

    @Test
    void aSignOfLifeIsAskedForOncePerIntervalHoweverOftenItIsLookedAt() {
        Supervised one = running(IopProfile.named("one"));
        for (int i = 0; i < 100; i++) {
            one.recovery(true);
            run(1);
        }
        assertEquals(0, remote.pings);
        for (int i = 0; i < 12; i++) {
            clock.advance(1_000 * MILLI);
            run(1);
        }
        assertEquals(2, remote.pings);
    }

    // ---- What listeners hear ----

    @Test
    void listenersHearOfCrashesNoticesAndLines() throws Exception {
        supervisor.listen(new SupervisorListener() {
            @Override
            public void onCrash(Supervised coprocessor, CrashDump dump) {
                told.add("crash of " + coprocessor + ": " + dump.sizeBytes());
            }

            @Override
            public void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
                told.add("notice of " + coprocessor + ": " + notice + " 0x" + Integer.toHexString(endpoint));
            }

            @Override
            public void onSyslog(Supervised coprocessor, String context, String text) {
                told.add("line of " + coprocessor + ": " + context + ": " + text);
            }
        });
        Supervised one = add(IopProfile.named("one"), Application.NONE);
        one.trace(SupervisorConfig.MOST_TRACE_LINES);
        one.recovery(false);
        one.attach(12, BitSet.valueOf(new long[] {1 << 1 | 1 << 2}));
        run(1);
        log("main.c:7", "hello");
        remote.mailbox.say(0x50, 1);
        remote.mailbox.say(1, 0x0010_1000_1000_8000L);
        run(1);
        assertEquals(
                List.of(
                        "line of one running: main.c:7: hello",
                        "notice of one running: UNANNOUNCED_ENDPOINT 0x50",
                        "notice of one running: CRASH_LOG_UNREADABLE 0x1",
                        "notice of one running: CRASH_ADDRESS_DIFFERS 0x1",
                        "crash of one crashed: 0"),
                told);
        assertEquals(List.of("main.c:7: hello"), one.trace());
        assertEquals(3, one.notices());
    }

    private void log(String context, String text) {
        remote.mailbox.say(2, 0x0010_1000_0000_0000L);
        run(1);
        byte[] ring = remote.memory.bytesAt(0x1000_4000L);
        byte[] head = context.getBytes(StandardCharsets.US_ASCII);
        byte[] line = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, ring, 8, head.length);
        System.arraycopy(line, 0, ring, 0x20, line.length);
        remote.mailbox.say(2, 0x0080_0000_2000_0040L);
        remote.mailbox.say(2, 0x0050_0000_0000_0000L);
    }

    @Test
    void aSupervisorMayHaveEveryTraceKept() {
        var tracing = new Supervisor(loop, SupervisorConfig.DEFAULT.withTraceLines(3));
        Supervised one = tracing.add(IopProfile.named("one"), remote.platform());
        assertTrue(one.isTraced());
        one.trace(0);
        assertFalse(one.isTraced());
    }

    @Test
    void whoIsRefusedToAttachHasWishedForNothing() {
        Supervised one = running(IopProfile.named("one"));
        one.stop();
        run(20);
        assertThrows(RtkitException.class, () -> one.attach(12, BitSet.valueOf(new long[] {1 << 1})));
        remote.mailbox.say(1, 0x0010_1000_1000_8000L);
        run(40);
        assertEquals(1, one.crashes());
        assertEquals(0, one.restarts(), "it was to stay down");
        assertNotEquals(RemoteState.RUNNING, one.state());
    }

    // ---- Crash logs ----

    @Test
    void aCrashWithoutABufferHasNoLog() throws Exception {
        var keeping = new Supervisor(
                loop,
                SupervisorConfig.DEFAULT.with(POLICY).withWriter(Runnable::run).withCrashes((_, _, _) -> {
                    throw new AssertionError("there is nothing to save");
                }));
        keeping.listen(this);
        Supervised one = keeping.add(IopProfile.named("one"), remote.platform());
        one.recovery(false);
        one.attach(12, BitSet.valueOf(new long[] {1 << 1}));
        run(1);
        remote.mailbox.say(1, 0x0010_1000_1000_8000L);
        run(1);
        assertEquals(List.of("crash log lost: the firmware had no buffer for it"), told);
    }

    @Test
    void theWriterHasOneThreadWhichEndsWhenThereIsNothingToWrite() throws Exception {
        var writer = new CrashWriter();
        var threads = new LinkedBlockingQueue<Thread>();
        writer.execute(() -> threads.add(Thread.currentThread()));
        Thread thread = threads.take();
        assertEquals("rtkit-crash-writer", thread.getName());
        assertFalse(thread.isDaemon(), "a log that was captured is still written when the program ends");
        assertTrue(thread.join(Duration.ofMinutes(1)), "it lives on");
    }

    // ---- The stage ----

    private Supervised running(IopProfile profile) {
        Supervised one = add(profile, Application.NONE);
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        return one;
    }

    private Supervised add(IopProfile profile, Application application) {
        supervisor.listen(this);
        var plain = remote.platform();
        var platform = new Platform(plain.mailbox(), cpu.control(), plain.memory(), plain.reset());
        return supervisor.add(profile, platform, application);
    }

    private static IopProfile profile(PowerDown rest, Set<PowerDown> supported) {
        return new IopProfile(SessionConfig.named("one"), BootPlan.START_AND_WAKE, rest, supported);
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i++) {
            loop.turn();
            remote.work();
            loop.turn();
            clock.advance(MILLI);
        }
        loop.turn();
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        told.add(report.message());
    }
}
