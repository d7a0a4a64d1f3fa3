package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineClock;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// Host and machine on one computer that has no time for either: the threads that run them get the CPU once a minute.
/// Nothing fails that is healthy, and what hangs is found.
class StarvedMachineTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final ManualClock wall = new ManualClock();

    private EmulatedMachine machine(String profile) {
        return EmulatedMachine.with(Profile.named(profile).with("delay.ack.us", "300000"))
                .clock(MachineClock.pacing(wall))
                .build();
    }

    private static Platform platform(Coprocessor iop) {
        var mailbox = new RegisterMailbox(iop.registers(), iop.layout(), iop.receiveNotEmpty(), iop.sendEmpty());
        return new Platform(mailbox, new CpuControl(iop.cpu()), iop.memory(), iop::reset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "smc", "ans", "dcp", "mtp"})
    void aPolledHostBootsTalksAndShutsDownThoughItsMachineIsLateByAMinuteAtEveryStep(String name) throws Exception {
        try (var emulated = machine(name)) {
            Runnable starved = () -> {
                wall.advance(MINUTE);
                emulated.machine().step();
            };
            var iop = new PolledIop(
                    IopProfile.named(name),
                    platform(emulated.coprocessor()),
                    SessionListener.NONE,
                    emulated.clock(),
                    starved);
            iop.boot();
            assertTrue(iop.isRunning());
            iop.ping();
            assertTrue(iop.await(() -> !iop.awaitsPong(), 100 * MILLI));
            iop.powerDown(iop.profile().rest());
            assertInstanceOf(Phase.Resting.class, iop.phase());
            iop.close();
        }
    }

    /// Host and machine have one thread each, and whichever has the CPU, the other waits a minute for it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17})
    void aLoopThatIsLateByAMinuteAtEveryTurnFindsNothingTimedOut(int stepsOfTheMachine) throws Exception {
        try (var emulated = machine("generic")) {
            var loop = new EventLoop(emulated.clock());
            var iop = loop.attach(IopProfile.named("generic"), platform(emulated.coprocessor()), SessionListener.NONE);
            iop.beginBoot(BootPlan.START);
            for (int turn = 0; turn < 500 && !iop.isRunning(); turn++) {
                loop.turn();
                for (int i = 0; i < stepsOfTheMachine; i++) {
                    wall.advance(MINUTE / 60);
                    emulated.machine().step();
                }
            }
            assertEquals(new Phase.Running(), iop.phase(), iop.lastReceived());
        }
    }

    @Test
    void aFirmwareThatHangsIsFoundInTheTimeThatTheMachineWasGiven() throws Exception {
        try (var emulated = machine("generic")) {
            Runnable idle = () -> {
                wall.advance(MILLI);
                emulated.machine().step();
            };
            var iop = new PolledIop(
                    IopProfile.named("generic"),
                    platform(emulated.coprocessor()),
                    SessionListener.NONE,
                    emulated.clock(),
                    idle);
            iop.boot();
            emulated.coprocessor().hang();
            long start = emulated.clock().getAsLong();
            var failure = assertThrows(
                    RtkitException.class, () -> iop.powerDown(iop.profile().rest()));
            assertInstanceOf(Fault.TimedOut.class, failure.fault());
            assertEquals(1000, (emulated.clock().getAsLong() - start) / MILLI);
        }
    }
}
