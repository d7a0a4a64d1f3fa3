package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.smc.AtomicSmc.Outcome;
import org.rtkit4j.drivers.smc.SmcValue.Unsigned;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.emulator.smc.SmcBoard;
import org.rtkit4j.emulator.smc.SmcConfig;
import org.rtkit4j.emulator.smc.SmcFaultKind;
import org.rtkit4j.testkit.AllocationProbe;

/// The atomic path against a machine that runs by itself, as at the end of a real one.
class AtomicSmcTest {
    private static final long PATIENT = Duration.ofSeconds(20).toNanos();
    private static final long SHORT = Duration.ofMillis(50).toNanos();
    private static final int OFFW = 0x6f66_6677;

    private final SmcBoard board = new SmcBoard(SmcConfig.of(KeySet.of("desktop"), SmcRig.SHARED));
    private final EmulatedMachine emulated = SmcRig.machine(board, System::nanoTime);

    private PolledIop boot(Runnable idle) throws Exception {
        var iop = new PolledIop(
                IopProfile.named("smc"), SmcRig.platform(emulated), SessionListener.NONE, System::nanoTime, idle);
        iop.boot();
        return iop;
    }

    private Smc open(PolledIop iop) throws Exception {
        return Smc.open(iop, emulated.coprocessor().memory(), SmcOptions.DEFAULT.withTimeout(Duration.ofSeconds(20)));
    }

    @Test
    void silencesTheControllerAndAsksForThePowerState() throws Exception {
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(Thread::onSpinWait)) {
            Smc smc = open(iop);
            smc.listen(true);
            assertEquals(Outcome.NOT_ENTERED, smc.atomic().power(PowerAction.OFF, PATIENT));
            assertEquals(Outcome.DONE, smc.atomic().enter(PATIENT));
            assertEquals(Outcome.DONE, smc.atomic().power(PowerAction.OFF, PATIENT));
            assertEquals(OFFW, powerRequest());
            assertEquals(0, board.written("NTAP").orElseThrow()[0]);
            assertInstanceOf(
                    SmcFault.Atomic.class,
                    assertThrows(SmcException.class, smc::count).fault());
            smc.atomic().leave();
            assertEquals(69, smc.count());
        }
    }

    @Test
    void aRefusalIsSaid() throws Exception {
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(Thread::onSpinWait)) {
            Smc smc = open(iop);
            smc.atomic().enter(PATIENT);
            assertEquals(Outcome.REFUSED, smc.atomic().write32(SmcKey.of("XXXX"), 1, PATIENT));
            assertEquals(0x84, smc.atomic().lastResult());
        }
    }

    @Test
    void allocatesNothing() throws Exception {
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(Thread::onSpinWait)) {
            AtomicSmc atomic = open(iop).atomic();
            // Not the power state: the firmware logs each request, and nobody reads its log here.
            SmcKey key = SmcKey.of("F0Tg");
            assertEquals(0, AllocationProbe.leastBytes(() -> {
                for (int i = 0; i < 200; i++) {
                    atomic.enter(PATIENT);
                    atomic.write32(key, 0x4516_0000, PATIENT);
                }
            }));
            assertArrayEquals(
                    new byte[] {0, 0, 0x16, 0x45}, board.written("F0Tg").orElseThrow());
        }
    }

    @Test
    void aDeadControllerEndsAtTheDeadline() throws Exception {
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(Thread::onSpinWait)) {
            Smc smc = open(iop);
            emulated.coprocessor().hang();
            assertEquals(Outcome.TIMED_OUT, smc.atomic().enter(SHORT));
            assertEquals(Outcome.TIMED_OUT, smc.atomic().power(PowerAction.OFF, SHORT));
        }
    }

    @Test
    void aThreadThatHoldsTheCoProcessorForEverEndsAtTheDeadline() throws Exception {
        var isHeld = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(Thread::onSpinWait)) {
            Smc smc = open(iop);
            Thread holder = Thread.ofPlatform().start(() -> hold(iop, isHeld, release));
            isHeld.await();
            assertEquals(Outcome.TIMED_OUT, smc.atomic().enter(SHORT));
            assertEquals(Outcome.TIMED_OUT, smc.atomic().power(PowerAction.OFF, SHORT));
            release.countDown();
            holder.join();
            assertEquals(Outcome.DONE, smc.atomic().enter(PATIENT));
            assertEquals(Outcome.DONE, smc.atomic().power(PowerAction.OFF, PATIENT));
        }
    }

    /// A thread is stopped in the middle of a command, with the driver's lock held, and never goes on.
    @Test
    void needsNoLockOfAThreadThatWasStoppedInACommand() throws Exception {
        var stop = new AtomicReference<CountDownLatch>();
        var isStopped = new CountDownLatch(1);
        try (var _ = MachineRunner.start(emulated.machine());
                var iop = boot(() -> stopHere(stop.get(), isStopped))) {
            Smc smc = open(iop);
            var goOn = new CountDownLatch(1);
            var failure = new AtomicReference<SmcException>();
            emulated.coprocessor().interject(() -> board.inject(SmcFaultKind.LOST_ANSWER, 0));
            stop.set(goOn);
            Thread owner = Thread.ofPlatform().start(() -> failure.set(write(smc)));
            isStopped.await();
            stop.set(null);
            assertEquals(Outcome.DONE, smc.atomic().enter(PATIENT));
            assertEquals(Outcome.DONE, smc.atomic().power(PowerAction.RESTART, PATIENT));
            assertEquals(0x7265_7374, powerRequest());
            goOn.countDown();
            owner.join();
            assertInstanceOf(SmcFault.Atomic.class, failure.get().fault());
        }
    }

    private static void stopHere(CountDownLatch until, CountDownLatch isStopped) {
        if (until == null) {
            Thread.onSpinWait();
            return;
        }
        isStopped.countDown();
        try {
            until.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static SmcException write(Smc smc) {
        try {
            smc.put(SmcKey.of("F0Tg"), new Unsigned(1));
            throw new AssertionError("the command went through");
        } catch (SmcException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void hold(PolledIop iop, CountDownLatch isHeld, CountDownLatch until) {
        try {
            iop.await(
                    () -> {
                        isHeld.countDown();
                        try {
                            until.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                        return true;
                    },
                    PATIENT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private int powerRequest() {
        var seen = new int[1];
        emulated.coprocessor().interject(() -> seen[0] = board.powerRequest());
        return seen[0];
    }

    @Test
    void theProbeItselfSeesAllocations() {
        var kept = new AtomicReference<Object>();
        assertTrue(AllocationProbe.leastBytes(() -> kept.set(new byte[100])) >= 100);
    }
}
