package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.testkit.ManualClock;

class SupervisorTest implements SupervisorListener {
    private static final long MILLI = 1_000_000L;
    private static final RestartPolicy POLICY = new RestartPolicy(
            Duration.ofMillis(100), Duration.ofMillis(400), 4, Duration.ofSeconds(60), Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);
    private final ScriptedRemote remote = new ScriptedRemote();
    private final List<String> states = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    private Supervisor supervisor = supervisor(SupervisorConfig.DEFAULT.with(POLICY));

    @Test
    void startsAndStopsInRemoteprocsWords() {
        Supervised one = add();
        assertEquals(RemoteState.OFFLINE, one.state());
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        one.stop();
        run(20);
        assertEquals(List.of("offline>running", "running>offline"), states);
        assertEquals(0, remote.memory.openBuffers());
    }

    @Test
    void restartsWhatHasCrashedOnceTheDelayIsOver() {
        Supervised one = running();
        remote.crash("first");
        run(3);
        assertEquals(RemoteState.CRASHED, one.state());
        assertEquals(0, remote.resets);
        run(90);
        assertEquals(0, remote.resets);
        run(30);
        assertEquals(1, remote.resets);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("offline>running", "running>crashed", "crashed>offline", "offline>running"), states);
        assertEquals(1, one.crashes());
        assertEquals(1, one.restarts());
        assertEquals(1, remote.memory.openBuffers());
    }

    @Test
    void theDelayDoublesUpToTheLongest() {
        running();
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 4; i++) {
            remote.crash("again");
            loop.turn();
            long crashed = clock.getAsLong();
            while (remote.resets == i) {
                run(1);
            }
            delays.add((clock.getAsLong() - crashed) / MILLI);
            run(20);
        }
        assertEquals(List.of(100L, 200L, 400L, 400L), delays);
    }

    @Test
    void givesUpAfterSoManyRestartsWithinTheWindowAndSaysSo() {
        Supervised one = add();
        remote.crashesEarly = true;
        one.start();
        run(5_000);
        assertEquals(4, remote.resets);
        assertEquals(5, one.crashes());
        assertTrue(one.isGivenUp());
        assertEquals(RemoteState.CRASHED, one.state());
        assertEquals(List.of("given up: restarts=4, within=60 s"), reports);
    }

    @Test
    void whoIsGivenUpComesBackWhenAskedTo() {
        Supervised one = add();
        remote.crashesEarly = true;
        one.start();
        run(5_000);
        remote.crashesEarly = false;
        run(100);
        assertEquals(RemoteState.CRASHED, one.state());
        one.recover();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertFalse(one.isGivenUp());
    }

    @Test
    void onlyWhatHasCrashedIsRecovered() {
        Supervised one = add();
        one.recover();
        run(20);
        assertEquals(RemoteState.OFFLINE, one.state());
        one.start();
        run(20);
        one.recover();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(0, remote.resets);
    }

    @Test
    void restartsCountOnlyWithinTheWindow() {
        Supervised one = running();
        for (int i = 0; i < 10; i++) {
            remote.crash("seldom");
            run(900);
            assertEquals(RemoteState.RUNNING, one.state(), "crash " + i);
            skip(Duration.ofSeconds(20));
        }
        assertEquals(10, one.restarts());
        assertEquals(List.of(), reports);
    }

    @Test
    void restartsWhatDoesNotComeUp() {
        Supervised one = add();
        remote.alive = false;
        one.start();
        run(1_010);
        assertEquals(RemoteState.CRASHED, one.state());
        assertEquals(1, one.failures());
        remote.alive = true;
        run(150);
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void restartsWhatHangsWhichPingFindsOut() {
        Supervised one = running();
        skip(Duration.ofSeconds(30));
        assertEquals(0, one.failures());
        remote.answersPing = false;
        skip(Duration.ofSeconds(10));
        remote.answersPing = true;
        run(200);
        assertEquals(1, one.failures());
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(1, remote.resets);
    }

    @Test
    void asksNoPingWhereThePolicySaysSo() {
        supervisor = supervisor(SupervisorConfig.DEFAULT.with(POLICY.withPing(Duration.ZERO)));
        Supervised one = running();
        remote.answersPing = false;
        skip(Duration.ofMinutes(5));
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void startsTheApplicationsEndpointsAgainAfterARecovery() {
        Supervised one = supervisor.add(
                IopProfile.named("one"), remote.platform(), iop -> iop.startEndpoint(0x20, (_, _) -> {}));
        one.start();
        run(20);
        assertEquals(1, remote.starts);
        remote.crash("once");
        run(200);
        assertEquals(2, remote.starts);
    }

    @Test
    void survivesAnApplicationThatThrows() {
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform(), iop -> {
            iop.startEndpoint(0x77, (_, _) -> {});
        });
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(1, reports.size());
        assertTrue(reports.getFirst().startsWith("the application failed: "), reports.getFirst());
        assertTrue(reports.getFirst().contains("has not announced the endpoint"), reports.getFirst());
    }

    @Test
    void survivesAListenerThatThrows() {
        var deaf = new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                throw new IllegalStateException("of the test");
            }
        };
        supervisor.unlisten(this);
        supervisor.listen(deaf);
        supervisor.listen(this);
        Supervised one = running();
        remote.crash("once");
        run(200);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(4, states.size());
    }

    @Test
    void survivesACrashDuringRecovery() {
        Supervised one = running();
        remote.crashesEarly = true;
        remote.crash("first");
        run(150);
        assertEquals(2, one.crashes());
        remote.crashesEarly = false;
        run(500);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(2, one.restarts());
    }

    @Test
    void aResetThatThrowsIsTriedAgainUntilTheLimit() {
        Supervised one = running();
        remote.resetThrows = true;
        remote.crash("first");
        run(250);
        remote.resetThrows = false;
        run(500);
        assertEquals(RemoteState.RUNNING, one.state());
        assertTrue(reports.getFirst().contains("the wire has come off"), reports.toString());
        remote.resetThrows = true;
        remote.crash("second");
        run(5_000);
        assertTrue(one.isGivenUp());
        assertEquals(4, one.restarts());
    }

    @Test
    void whatCannotBeResetIsGivenUpAtOnce() {
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform(null));
        one.start();
        run(20);
        remote.crash("for good");
        run(500);
        assertTrue(one.isGivenUp());
        assertEquals(List.of("recovery failed: recovery is not supported: the platform cannot reset it"), reports);
        one.stop();
        run(20);
        assertEquals(RemoteState.CRASHED, one.state());
        assertEquals("stopping failed: it has crashed and the platform cannot reset it", reports.getLast());
        assertEquals(1, remote.memory.openBuffers());
    }

    @Test
    void whatIsStoppedAfterACrashIsHeldInResetAndGivesItsBuffersBack() {
        Supervised one = running();
        remote.crash("once");
        run(5);
        one.stop();
        run(500);
        assertEquals(RemoteState.OFFLINE, one.state());
        assertEquals(1, remote.resets);
        assertEquals(0, remote.memory.openBuffers());
    }

    @Test
    void leavesItCrashedWhileRecoveryIsDisabled() {
        Supervised one = running();
        one.recovery(false);
        remote.crash("once");
        run(1_000);
        assertEquals(RemoteState.CRASHED, one.state());
        one.recovery(true);
        run(200);
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void suspendsAndResumes() {
        Supervised one = running();
        one.suspend();
        run(20);
        assertEquals(RemoteState.SUSPENDED, one.state());
        one.start();
        run(20);
        assertEquals(List.of("offline>running", "running>suspended", "suspended>running"), states);
    }

    @Test
    void whatIsSuspendedCanBeStopped() {
        Supervised one = running();
        one.suspend();
        run(20);
        one.stop();
        run(40);
        assertEquals(RemoteState.OFFLINE, one.state());
        assertEquals(0, remote.memory.openBuffers());
    }

    @Test
    void takesOverWhatRunsAlready() throws RtkitException {
        Supervised one = add();
        var announced = new BitSet();
        announced.set(0x01);
        one.attach(12, announced);
        run(5);
        assertEquals(RemoteState.RUNNING, one.state());
        remote.mailbox.say(1, 0x0010_1000_1000_4000L);
        run(200);
        assertEquals(1, one.crashes());
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void keepsTheCrashLog() {
        var kept = new ArrayList<String>();
        supervisor = supervisor(SupervisorConfig.DEFAULT
                .with(POLICY)
                .withWriter(Runnable::run)
                .withTime(InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z")))
                .withCrashes((name, time, log) -> {
                    kept.add(name + " " + time + " " + new String(log, 0, 5, StandardCharsets.US_ASCII));
                    return Path.of("kept");
                }));
        Supervised one = running();
        remote.crash("first");
        run(5);
        assertEquals(List.of("one 2026-01-31T12:00:00Z first"), kept);
        assertEquals(Path.of("kept"), one.lastCrashFile());
        assertEquals(List.of("crash log written: file=kept"), reports);
        run(200);
        assertTrue(one.isCoredumpEnabled());
        one.coredump(false);
        assertFalse(one.isCoredumpEnabled());
        remote.crash("other");
        run(300);
        assertEquals(1, kept.size());
        assertEquals(RemoteState.RUNNING, one.state());
    }

    @Test
    void aDiskThatIsFullIsReportedAndStopsNothing() {
        supervisor = supervisor(
                SupervisorConfig.DEFAULT.with(POLICY).withWriter(Runnable::run).withCrashes((_, _, _) -> {
                    throw new IOException("No space left on device");
                }));
        Supervised one = running();
        remote.crash("first");
        run(200);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(List.of("crash log lost: java.io.IOException: No space left on device"), reports);
    }

    @Test
    void aWriterThatRefusesIsReportedAndStopsNothing() {
        supervisor = supervisor(SupervisorConfig.DEFAULT
                .with(POLICY)
                .withWriter(_ -> {
                    throw new java.util.concurrent.RejectedExecutionException("shut down");
                })
                .withCrashes((_, _, _) -> Path.of("never")));
        Supervised one = running();
        remote.crash("first");
        run(200);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(1, reports.size());
    }

    @Test
    void aWriterThatHangsHoldsABoundedNumberOfBytes() {
        var waiting = new ArrayList<Runnable>();
        var archive = new CrashArchive((_, _, _) -> Path.of("late"), waiting::add, InstantSource.system());
        Supervised one = running();
        remote.crash("first");
        run(1);
        loop.turn();
        var crashed = assertInstanceOf(Phase.Crashed.class, one.iop().phase());
        long fits = CrashArchive.MOST_WAITING_BYTES / crashed.dump().sizeBytes();
        for (int i = 0; i < fits + 3; i++) {
            archive.save("one", crashed.dump(), report -> reports.add(report.message()));
        }
        assertEquals(fits, waiting.size());
        assertEquals(
                3,
                reports.stream()
                        .filter(report -> report.startsWith("crash log lost: too many"))
                        .count());
        assertEquals("crash log lost: too many wait to be written: bytes=67108864", reports.getLast());
        waiting.forEach(Runnable::run);
        waiting.clear();
        archive.save("one", crashed.dump(), report -> reports.add(report.message()));
        assertEquals(1, waiting.size());
    }

    @Test
    void aWriterThatRefusesHoldsNoBytes() {
        var archive = new CrashArchive(
                (_, _, _) -> Path.of("never"),
                _ -> {
                    throw new java.util.concurrent.RejectedExecutionException("shut down");
                },
                InstantSource.system());
        Supervised one = running();
        remote.crash("first");
        run(1);
        var crashed = assertInstanceOf(Phase.Crashed.class, one.iop().phase());
        long fits = CrashArchive.MOST_WAITING_BYTES / crashed.dump().sizeBytes();
        for (int i = 0; i < fits + 1; i++) {
            archive.save("one", crashed.dump(), report -> reports.add(report.message()));
        }
        assertEquals(
                List.of("crash log lost: java.util.concurrent.RejectedExecutionException: shut down"),
                reports.stream().distinct().toList());
    }

    @Test
    void aNameIsTakenOnce() {
        add();
        assertThrows(IllegalArgumentException.class, this::add);
        assertNotNull(supervisor.find("one"));
        assertEquals(1, supervisor.coprocessors().size());
    }

    @Test
    void whatSomebodyElseStopsIsNotStartedAgain() throws RtkitException {
        Supervised one = running();
        one.iop().reinit();
        run(20);
        assertEquals(RemoteState.OFFLINE, one.state());
    }

    @Test
    void closingShutsEverybodyDown() throws Exception {
        try (var threaded = new EventLoop().start()) {
            var mine = new Supervisor(threaded, SupervisorConfig.DEFAULT);
            var crashed = mine.add(IopProfile.named("crashed"), remote.platform());
            crashed.iop().fail(new Fault.AccessFailed("of the test"));
            mine.close();
            assertEquals(0, mine.coprocessors().size());
            assertInstanceOf(Phase.Closed.class, crashed.iop().phase());
        }
    }

    // ---- The stage ----

    private Supervisor supervisor(SupervisorConfig config) {
        var made = new Supervisor(loop, config);
        made.listen(this);
        return made;
    }

    private Supervised add() {
        return supervisor.add(IopProfile.named("one"), remote.platform());
    }

    private Supervised running() {
        Supervised one = add();
        one.start();
        run(20);
        assertEquals(RemoteState.RUNNING, one.state());
        return one;
    }

    /// Lets both sides work for so many milliseconds of the test's clock.
    private void run(int millis) {
        for (int i = 0; i < millis; i++) {
            loop.turn();
            remote.work();
            loop.turn();
            clock.advance(MILLI);
        }
        loop.turn();
    }

    /// As [#run], in steps of 100 ms.
    private void skip(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis += 100) {
            clock.advance(99 * MILLI);
            run(1);
        }
    }

    @Override
    public void onState(StateChange change) {
        states.add(change.from().label() + ">" + change.to().label());
    }

    @Override
    public void onReport(Supervised coprocessor, Report report) {
        reports.add(report.message());
    }
}
