package org.rtkit4j.emulator.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.ManualClock;

/// A machine whose time is that of a clock on the wall, which the test moves, as far as it keeps up.
class PacedClockTest {
    private static final long MILLI = 1_000_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SLICE = PacedClock.SLICE_NANOS;

    private final ManualClock wall = new ManualClock();
    private final MachineClock clock = MachineClock.pacing(wall);
    private final Machine machine = new Machine(clock, Ram.PAGE_BYTES);
    private final List<Long> times = new ArrayList<>();
    private final Work work = machine.work(() -> times.add(clock.getAsLong()), () -> {});

    @Test
    void isWallTimeWhereThereIsNothingToDo() {
        machine.runUntilIdle();
        wall.advance(MINUTE);
        assertEquals(MINUTE, clock.getAsLong());
        machine.runUntilIdle();
        wall.advance(MINUTE);
        assertEquals(2 * MINUTE, clock.getAsLong());
    }

    @Test
    void standsWhileNobodyRunsTheMachine() {
        wall.advance(MINUTE);
        assertEquals(0, clock.getAsLong());
        machine.runUntilIdle();
        assertEquals(SLICE, clock.getAsLong());
    }

    @Test
    void standsWhileWorkWaitsForItsTurn() {
        machine.runUntilIdle();
        wall.advance(MILLI);
        work.ready();
        wall.advance(MINUTE);
        assertEquals(MILLI, clock.getAsLong());
        machine.runUntilIdle();
        assertEquals(List.of(MILLI), times);
        wall.advance(MILLI);
        assertEquals(2 * MILLI + SLICE, clock.getAsLong());
    }

    @Test
    void keepsUpWithTheWallWhereTheMachineDoes() {
        machine.runUntilIdle();
        for (int i = 0; i < 1000; i++) {
            work.ready();
            wall.advance(SLICE);
            machine.runUntilIdle();
        }
        assertEquals(1000 * SLICE, clock.getAsLong());
    }

    @Test
    void stopsWhereWorkFallsDue() {
        work.at(20 * MILLI);
        machine.runUntilIdle();
        wall.advance(MINUTE);
        assertEquals(20 * MILLI, clock.getAsLong());
        machine.runUntilIdle();
        assertEquals(List.of(20 * MILLI), times);
        wall.advance(MILLI);
        assertEquals(21 * MILLI, clock.getAsLong());
    }

    @Test
    void stopsEarlierWhereWorkIsPutBeforeTheNext() {
        Work later = machine.work(() -> {}, () -> {});
        later.at(MINUTE);
        machine.runUntilIdle();
        wall.advance(MILLI);
        work.at(3 * MILLI);
        wall.advance(MINUTE);
        assertEquals(3 * MILLI, clock.getAsLong());
        work.at(2 * MILLI);
        assertEquals(3 * MILLI, clock.getAsLong());
        machine.runUntilIdle();
        assertEquals(List.of(3 * MILLI), times);
    }

    /// What is due within the slice that a long turn is worth has its own time, not that of the end of the slice.
    @Test
    void runsTimersAtTheirTimesThoughTheWallIsAhead() {
        work.at(3 * MILLI);
        Work other = machine.work(() -> times.add(clock.getAsLong()), () -> {});
        other.at(7 * MILLI);
        wall.advance(SLICE);
        machine.step();
        wall.advance(SLICE);
        machine.runUntilIdle();
        assertEquals(List.of(3 * MILLI, 7 * MILLI), times);
    }

    /// A thousand pieces of work wait, and the machine's thread loses the CPU for a second before each.
    @Test
    void movesByOneSliceWhileAllThatIsReadyHasItsTurn() {
        machine.runUntilIdle();
        List<Work> crowd = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            crowd.add(machine.work(() -> wall.advance(1000 * MILLI), () -> {}));
        }
        for (int round = 1; round <= 3; round++) {
            crowd.forEach(Work::ready);
            machine.runUntilIdle();
            assertTrue(clock.getAsLong() <= 2L * round * SLICE, () -> "time=" + clock.getAsLong());
        }
    }

    /// One co-processor hangs among others that are never idle: those who wait for it must learn of it.
    @Test
    void movesOnThoughTheMachineIsNeverIdle() {
        Work[] busy = new Work[1];
        busy[0] = machine.work(
                () -> {
                    wall.advance(MILLI);
                    busy[0].ready();
                },
                () -> {});
        busy[0].ready();
        for (int i = 0; i < 1000; i++) {
            machine.step();
        }
        assertTrue(clock.getAsLong() >= 990 * MILLI, () -> "time=" + clock.getAsLong());
    }

    @Test
    void standsWhileAHostHasNotComeForAnInterrupt() {
        var condition = new AtomicBoolean();
        var line = new Line(condition::get, machine.interrupts());
        Work device = machine.work(() -> condition.set(true), line::changed);
        line.arm(() -> {});
        device.ready();
        machine.runUntilIdle();
        long raised = clock.getAsLong();
        for (int second = 0; second < 20; second++) {
            wall.advance(1000 * MILLI);
            machine.runUntilIdle();
            assertTrue(clock.getAsLong() <= raised + SLICE, () -> "time=" + clock.getAsLong());
        }
        line.arm(() -> {});
        condition.set(false);
        line.changed();
        machine.runUntilIdle();
        long heeded = clock.getAsLong();
        wall.advance(MINUTE);
        assertEquals(heeded + MINUTE, clock.getAsLong());
    }

    @Test
    void standsForAnInterruptThatIsRaisedAsItIsArmed() {
        machine.runUntilIdle();
        var line = new Line(() -> true, machine.interrupts());
        line.arm(() -> {});
        wall.advance(MINUTE);
        assertEquals(0, clock.getAsLong());
        line.disarm();
        machine.runUntilIdle();
        wall.advance(MILLI);
        assertEquals(SLICE + MILLI, clock.getAsLong());
    }

    @Test
    void doesNotWaitForAHostForEver() {
        machine.runUntilIdle();
        new Line(() -> true, machine.interrupts()).arm(() -> {});
        wall.advance(MILLI);
        machine.runUntilIdle();
        wall.advance(PacedClock.PATIENCE_NANOS);
        machine.runUntilIdle();
        long given = clock.getAsLong();
        wall.advance(MINUTE);
        assertEquals(given + MINUTE, clock.getAsLong());
    }

    /// Two lines, one of which is raised and heeded without end, must not hold up those who wait for a third.
    @Test
    void movesOnThoughThereIsAlwaysAnInterruptToComeFor() {
        machine.runUntilIdle();
        List<Line> lines =
                List.of(new Line(() -> true, machine.interrupts()), new Line(() -> true, machine.interrupts()));
        lines.forEach(line -> line.arm(() -> {}));
        for (int i = 0; i < 1000; i++) {
            lines.get(i % 2).arm(() -> {});
            wall.advance(MILLI);
            machine.runUntilIdle();
        }
        assertTrue(clock.getAsLong() >= 300 * MILLI, () -> "time=" + clock.getAsLong());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void neverGoesBackwardsNorAheadOfTheWall(long seed) {
        var random = new SplittableRandom(seed);
        var line = new Line(() -> true, machine.interrupts());
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(7)) {
                case 0 -> work.ready();
                case 1 -> work.at(clock.getAsLong() + random.nextLong(-MILLI, 50 * MILLI));
                case 2 -> work.at(Work.NEVER);
                case 3 -> line.arm(() -> {});
                case 4 -> line.disarm();
                case 5 -> wall.advance(random.nextLong(100 * MILLI));
                default -> machine.step();
            }
            long now = clock.getAsLong();
            assertTrue(now >= before && now <= wall.getAsLong(), "before=%d, now=%d".formatted(before, now));
            before = now;
        }
    }

    @Test
    void neverGoesBackwardsForThreadsThatReadItWhileTheMachineRuns() throws InterruptedException {
        var real = new Machine(MachineClock.pacing(System::nanoTime), Ram.PAGE_BYTES);
        Work ping = real.work(() -> {}, () -> {});
        var backwards = new AtomicLong();
        var readers = new ArrayList<Thread>();
        try (var runner = MachineRunner.start(real)) {
            for (int reader = 0; reader < 2; reader++) {
                readers.add(Thread.ofPlatform().start(() -> {
                    long before = real.nowNanos();
                    for (int i = 0; i < 200_000; i++) {
                        if (i % 100 == 0) {
                            ping.ready();
                        }
                        long now = real.nowNanos();
                        backwards.addAndGet(now < before ? 1 : 0);
                        before = now;
                    }
                }));
            }
            for (Thread reader : readers) {
                reader.join();
            }
            assertEquals(0, backwards.get(), runner::toString);
        }
    }

    /// The runner must move the time of a machine that stands because of a host, which wakes nobody when it comes.
    @Test
    void runnerLooksAgainAtAMachineThatWaitsForAHost() throws InterruptedException {
        var real = new Machine(MachineClock.pacing(System::nanoTime), Ram.PAGE_BYTES);
        var late = new CountDownLatch(1);
        Work timed = real.work(late::countDown, () -> {});
        try (var runner = MachineRunner.start(real)) {
            var line = new Line(() -> true, real.interrupts());
            line.arm(() -> {});
            timed.at(real.nowNanos() + 3 * SLICE);
            line.disarm();
            assertTrue(late.await(1, TimeUnit.MINUTES), runner::toString);
        }
        assertFalse(timed.dueNanos != Work.NEVER);
    }
}
