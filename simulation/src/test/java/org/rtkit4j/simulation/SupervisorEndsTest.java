package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// How supervision of an emulated co-processor ends, and what is refused then.
class SupervisorEndsTest {
    private static final int ROUNDS = 30;

    // The loop may be the first that closes it: whoever removes it waits all the same.
    @Test
    void whatWasRemovedIsClosed() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            try (var emulated = EmulatedMachine.with(Profile.named("generic")).build();
                    var _ = MachineRunner.start(emulated.machine());
                    var loop = new EventLoop(emulated.clock()).start();
                    var supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT)) {
                Supervised removed = running(supervisor, emulated);
                supervisor.remove(removed);
                assertInstanceOf(Phase.Closed.class, removed.iop().phase(), "round=" + i);
                // It may be somebody else's at once.
                running(supervisor, emulated);
            }
        }
    }

    @Test
    void whatItsLoopHasClosedIsOffline() throws Exception {
        try (var emulated = EmulatedMachine.with(Profile.named("generic")).build();
                var _ = MachineRunner.start(emulated.machine())) {
            var loop = new EventLoop(emulated.clock()).start();
            var supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
            Supervised closed = running(supervisor, emulated);
            loop.close();
            assertEquals(RemoteState.OFFLINE, closed.state());
            supervisor.close();
        }
    }

    @Test
    void aClosedSupervisorTakesNobodyAndNoSupervisorEndsAnothers() {
        try (var emulated = EmulatedMachine.with(Profile.named("generic")).build();
                var loop = new EventLoop(() -> 0)) {
            var one = new Supervisor(loop, SupervisorConfig.DEFAULT);
            var other = new Supervisor(loop, SupervisorConfig.DEFAULT);
            Supervised ones = one.add(IopProfile.named("generic"), Platform.of(emulated.coprocessor()));
            assertThrows(IllegalArgumentException.class, () -> other.remove(ones));
            assertEquals(ones, one.find("generic"));
            other.close();
            assertThrows(
                    IllegalStateException.class,
                    () -> other.add(IopProfile.named("late"), Platform.of(emulated.coprocessor())));
            one.close();
        }
    }

    @Test
    void anAttachThatIsRefusedKeepsWhatWasAskedBefore() throws Exception {
        try (var emulated = EmulatedMachine.with(Profile.named("generic")).build();
                var _ = MachineRunner.start(emulated.machine());
                var loop = new EventLoop(emulated.clock());
                var supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT)) {
            Supervised supervised = supervisor.add(IopProfile.named("generic"), Platform.of(emulated.coprocessor()));
            supervised.start();
            turnUntil(loop, supervised, RemoteState.RUNNING);
            supervised.stop();
            turnUntil(loop, supervised, RemoteState.OFFLINE);
            supervised.start();
            assertThrows(RtkitException.class, () -> supervised.attach(12, new BitSet()));
            turnUntil(loop, supervised, RemoteState.RUNNING);
            supervised.stop();
            turnUntil(loop, supervised, RemoteState.OFFLINE);
        }
    }

    private static void turnUntil(EventLoop loop, Supervised supervised, RemoteState wanted) {
        while (supervised.state() != wanted) {
            loop.turn();
            Thread.onSpinWait();
        }
    }

    private static Supervised running(Supervisor supervisor, EmulatedMachine emulated) throws InterruptedException {
        var up = new CountDownLatch(1);
        var listener = new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                if (change.to() == RemoteState.RUNNING) {
                    up.countDown();
                }
            }
        };
        supervisor.listen(listener);
        Supervised supervised = supervisor.add(IopProfile.named("generic"), Platform.of(emulated.coprocessor()));
        supervised.start();
        up.await();
        supervisor.unlisten(listener);
        return supervised;
    }
}
