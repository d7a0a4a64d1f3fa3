package org.rtkit4j.benchmarks.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.Report;
import org.rtkit4j.core.supervise.RestartPolicy;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.crash.CrashCause;

/// What the benchmark does, smaller, on one thread and a clock of its own.
class EchoFleetTest {
    private static final int COUNT = 200;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final RestartPolicy POLICY = RestartPolicy.DEFAULT
            .withDelays(Duration.ofMillis(10), Duration.ofSeconds(1))
            .withLimit(100, Duration.ofMinutes(1));

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void allComeBackHoweverTheyCrash(long seed) {
        var random = new SplittableRandom(seed);
        var stepped = new SteppedFleet(COUNT, SupervisorConfig.DEFAULT.with(POLICY));
        var fleet = stepped.fleet();
        fleet.start();
        long crashed = 0;
        for (int i = 0; i < 300; i++) {
            var victim = stepped.machine.coprocessors().get(random.nextInt(COUNT));
            crashed += victim.crash(new CrashCause.FailedAssert("fleet.c", 1, "random")) ? 1 : 0;
            stepped.run(Duration.ofMillis(random.nextInt(4)).toNanos());
        }
        long expected = crashed;
        boolean back = stepped.runUntil(
                () -> fleet.crashes() + fleet.failures() >= expected && fleet.isRunning(), 10 * MINUTE);
        assertTrue(back, () -> fleet.missing() + " did not come back");
        // One that crashes before it has a buffer for its log is found out by the deadline of its boot.
        assertEquals(crashed, fleet.crashes() + fleet.failures());
        assertEquals(crashed, fleet.restarts());
        for (var coprocessor : stepped.machine.coprocessors()) {
            assertEquals(4, coprocessor.memory().openBuffers());
        }
    }

    @Test
    void whoeverIsWantedOfflineStaysThereWhateverTheOthersDo() {
        var stepped = new SteppedFleet(50, SupervisorConfig.DEFAULT.with(POLICY));
        var fleet = stepped.fleet();
        fleet.start();
        assertTrue(stepped.runUntil(fleet::isRunning, MINUTE));
        fleet.members.get(7).stop();
        stepped.machine.coprocessors().get(8).crash(new CrashCause.DataAbort(0, true));
        stepped.run(MINUTE / 60);
        assertEquals(RemoteState.OFFLINE, fleet.members.get(7).state());
        assertEquals(RemoteState.RUNNING, fleet.members.get(8).state());
        assertEquals(
                49,
                fleet.members.stream()
                        .filter(each -> each.state() == RemoteState.RUNNING)
                        .count());
    }

    @Test
    void whoeverCrashesInALoopIsGivenUpAndNobodyElse() {
        var stepped = new SteppedFleet(20, SupervisorConfig.DEFAULT.with(POLICY.withLimit(5, Duration.ofHours(1))));
        var fleet = stepped.fleet();
        var givenUp = new HashSet<String>();
        fleet.supervisor.listen(new SupervisorListener() {
            @Override
            public void onReport(Supervised coprocessor, Report report) {
                givenUp.add(coprocessor.name() + ": " + report.message());
            }
        });
        fleet.start();
        for (int i = 0; i < 10; i++) {
            stepped.machine.coprocessors().get(3).crash(new CrashCause.DataAbort(0, true));
            stepped.run(Duration.ofSeconds(2).toNanos());
        }
        assertEquals(java.util.Set.of("c3: given up: restarts=5, within=3600 s"), givenUp);
        assertEquals(1, fleet.missing());
        assertEquals(6, fleet.members.get(3).crashes());
    }

    @Test
    void theHostKeepsLessThanSixteenKibibytesForEach() {
        FleetBytes.measure(50);
        // What the JVM does for itself in between is no co-processor's: the middle one
        // of three counts.
        long bytes = LongStream.generate(() -> FleetBytes.measure(COUNT).host())
                .limit(3)
                .sorted()
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertTrue(bytes > 500 && bytes < 16 << 10, () -> bytes + " bytes");
    }
}
