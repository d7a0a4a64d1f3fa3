package org.rtkit4j.emulator.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.Registers;

class MachineTest {
    private static final long RAM = 0x8_0000_0000L;

    private final ManualClock clock = new ManualClock();
    private final Machine machine = new Machine(clock);

    @Test
    void ramKeepsWhatIsWrittenAndReadsZeroElsewhere() {
        Registers ram = machine.registers(RAM, 0x4_0000_0000L);
        ram.write64(0x3_ffff_fff8L, 0x0102_0304_0506_0708L);
        assertEquals(0x0102_0304_0506_0708L, ram.read64(0x3_ffff_fff8L));
        assertEquals(0x0506_0708, ram.read32(0x3_ffff_fff8L));
        assertEquals(0x0102_0304, ram.read32(0x3_ffff_fffcL));
        assertEquals(0, ram.read64(0));
        byte[] bytes = new byte[0x8010];
        machine.write(RAM + 0x3ff8, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, 10);
        machine.read(RAM, bytes, 0, bytes.length);
        assertEquals(1, bytes[0x3ff8]);
        assertEquals(10, bytes[0x4001]);
        assertEquals(0, bytes[0x4002]);
    }

    @Test
    void faultsWhereNothingIs() {
        BusFault fault = assertThrows(
                BusFault.class, () -> machine.registers(0x1000, 0x100).read32(0x10));
        assertEquals(0x1010, fault.address());
        assertEquals(4, fault.widthBytes());
        assertEquals("nothing at this address: address=0x1010, width=4", fault.getMessage());
        Registers end = machine.registers(RAM + 0x3_ffff_fff8L, 0x10);
        assertEquals(0, end.read64(0));
        assertThrows(BusFault.class, () -> end.read64(8));
        assertThrows(BusFault.class, () -> machine.registers(-0x1000, 0x1000).write64(0, 1));
        assertThrows(BusFault.class, () -> machine.read(RAM + 0x3_ffff_ffffL, new byte[2], 0, 2));
    }

    @Test
    void refusesMisalignedAccessesAndThoseOutsideTheWindow() {
        Registers ram = machine.registers(RAM + 4, 0x10);
        ram.write32(0, 1);
        assertThrows(IllegalArgumentException.class, () -> ram.read64(0));
        assertThrows(IllegalArgumentException.class, () -> ram.write32(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> ram.read32(0x10));
        assertThrows(IndexOutOfBoundsException.class, () -> ram.read32(-4));
        assertThrows(IndexOutOfBoundsException.class, () -> ram.read32(Long.MAX_VALUE - 3));
    }

    @Test
    void refusesDevicesThatOverlap() {
        var device = new SparseRam(0x4000);
        machine.attach(0x4000, 0x4000, device);
        assertThrows(IllegalArgumentException.class, () -> machine.attach(0x7fff, 1, device));
        assertThrows(IllegalArgumentException.class, () -> machine.attach(0x3fff, 2, device));
        assertThrows(IllegalArgumentException.class, () -> machine.attach(0x1000, 0x10000, device));
        assertThrows(IllegalArgumentException.class, () -> machine.attach(RAM, 8, device));
        machine.attach(0x8000, 0x10, device);
        machine.attach(0x3ff8, 8, device);
        Registers across = machine.registers(0x3ff8, 0x20);
        across.write32(8, 42);
        assertEquals(42, device.read32(0));
    }

    @Test
    void runsWorkInOrderAndWhenItsTimeHasCome() {
        List<String> done = new ArrayList<>();
        Work first = machine.work(() -> done.add("first"), () -> done.add("afterwards"));
        Work second = machine.work(() -> done.add("second"), () -> {});
        assertEquals(Long.MAX_VALUE, machine.nextDueNanos());
        assertFalse(machine.step());
        second.at(500);
        first.at(100);
        assertEquals(100, machine.nextDueNanos());
        assertFalse(machine.step());
        second.ready();
        second.ready();
        assertEquals(0, machine.nextDueNanos());
        machine.runUntilIdle();
        assertEquals(List.of("second"), done);
        clock.advanceTo(600);
        machine.runUntilIdle();
        assertEquals(List.of("second", "first", "afterwards", "second"), done);
        first.at(700);
        first.at(Work.NEVER);
        assertEquals(Long.MAX_VALUE, machine.nextDueNanos());
    }

    @Test
    void givesWorkSeveralTurnsInARowButNotForEver() {
        List<String> done = new ArrayList<>();
        Work[] busy = new Work[1];
        busy[0] = machine.work(
                () -> {
                    done.add("busy");
                    busy[0].ready();
                },
                () -> done.add("afterwards"));
        Work other = machine.work(() -> done.add("other"), () -> {});
        busy[0].ready();
        other.ready();
        assertTrue(machine.turn(3));
        assertEquals(List.of("busy", "busy", "busy", "afterwards"), done);
        done.clear();
        assertTrue(machine.turn(3));
        assertTrue(machine.step());
        assertEquals(List.of("other", "busy", "afterwards"), done);
    }

    @Test
    void doesNotLoseWorkThatFailsOrIsWokenByWhatComesAfterwards() {
        List<String> done = new ArrayList<>();
        Work[] work = new Work[1];
        work[0] = machine.work(
                () -> {
                    done.add("work");
                    if (done.size() == 1) {
                        work[0].ready();
                        throw new IllegalStateException("broken");
                    }
                },
                () -> {
                    if (done.size() < 4) {
                        work[0].ready();
                    }
                });
        work[0].ready();
        assertThrows(IllegalStateException.class, () -> machine.turn(8));
        machine.runUntilIdle();
        assertEquals(List.of("work", "work", "work", "work"), done);
    }

    /// Whoever makes work ready while it has a turn wakes nobody: the end of the turn must.
    @Test
    void isAwakeForWorkThatBecomesReadyDuringItsTurn() throws InterruptedException {
        var threaded = new Machine(System::nanoTime);
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var again = new CountDownLatch(2);
        Work work = threaded.work(
                () -> {
                    again.countDown();
                    began.countDown();
                    awaitUninterrupted(mayEnd);
                },
                () -> {});
        try (var runner = MachineRunner.start(threaded)) {
            assertNotNull(runner);
            work.ready();
            began.await();
            work.ready();
            mayEnd.countDown();
            again.await();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesUpOnWorkThatNeverEnds() {
        Work[] endless = new Work[1];
        endless[0] = machine.work(() -> endless[0].ready(), () -> {});
        endless[0].ready();
        assertThrows(IllegalStateException.class, machine::runUntilIdle);
    }

    @Test
    void runnerWakesForWorkAndForTimers() throws InterruptedException {
        var real = new Machine(System::nanoTime);
        var both = new CountDownLatch(2);
        Work work = real.work(both::countDown, () -> {});
        try (var runner = MachineRunner.start(real)) {
            work.ready();
            Work timed = real.work(both::countDown, () -> {});
            timed.at(System.nanoTime() + 1_000_000);
            assertTrue(both.await(1, TimeUnit.MINUTES), runner::toString);
        }
    }

    @Test
    void hasOneRunnerAtATimeAndMayHaveAnotherAfterwards() throws InterruptedException {
        var real = new Machine(System::nanoTime);
        var done = new CountDownLatch(1);
        var first = MachineRunner.start(real);
        var refused = assertThrows(IllegalStateException.class, () -> MachineRunner.start(real));
        assertEquals("the machine is run already", refused.getMessage());
        first.close();
        first.close();
        try (var second = MachineRunner.start(real)) {
            real.work(done::countDown, () -> {}).ready();
            assertTrue(done.await(1, TimeUnit.MINUTES), second::toString);
        }
    }

    @Test
    void runnerMayBeClosedByAnInterruptHandlerAndByAThreadThatIsInterrupted() throws InterruptedException {
        var real = new Machine(System::nanoTime);
        var runner = MachineRunner.start(real);
        var isClosed = new CountDownLatch(1);
        real.work(() -> {}, () -> {
                    runner.close();
                    isClosed.countDown();
                })
                .ready();
        assertTrue(isClosed.await(1, TimeUnit.MINUTES));
        var other = MachineRunner.start(new Machine(System::nanoTime));
        Thread.currentThread().interrupt();
        other.close();
        assertTrue(Thread.interrupted());
    }

    /// Whoever waits for a machine that is not run any more, be it for a bug, must come to the end of the wait.
    @Test
    void timeGoesOnWhereTheRunnerHasEnded() throws InterruptedException {
        var wall = new AtomicLong();
        var paced = new Machine(MachineClock.pacing(wall::get), 0x4000);
        var reached = new CountDownLatch(1);
        Work broken = paced.work(
                () -> {
                    reached.countDown();
                    throw new IllegalArgumentException("on purpose");
                },
                () -> {});
        var runner = MachineRunner.start(paced);
        broken.ready();
        assertTrue(reached.await(1, TimeUnit.MINUTES));
        assertThrows(IllegalStateException.class, runner::close);
        paced.work(() -> {}, () -> {}).ready();
        long before = paced.nowNanos();
        wall.addAndGet(60_000_000_000L);
        assertEquals(before + 60_000_000_000L, paced.nowNanos());
    }

    @Test
    void runnerTellsOfAMachineThatStoppedByItself() throws InterruptedException {
        var real = new Machine(System::nanoTime);
        var reached = new CountDownLatch(1);
        Work broken = real.work(
                () -> {
                    reached.countDown();
                    throw new IllegalArgumentException("on purpose");
                },
                () -> {});
        var runner = MachineRunner.start(real);
        broken.ready();
        assertTrue(reached.await(1, TimeUnit.MINUTES));
        IllegalStateException failure = assertThrows(IllegalStateException.class, runner::close);
        assertEquals("on purpose", failure.getCause().getMessage());
    }
}
