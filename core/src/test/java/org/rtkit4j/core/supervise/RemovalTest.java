package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.Session;
import org.rtkit4j.testkit.ManualClock;

/// A co-processor that is taken out of its supervision on the loop's own thread, where nothing may wait.
class RemovalTest {
    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);
    private final ScriptedRemote remote = new ScriptedRemote();
    private final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
    private final List<RemoteState> states = new ArrayList<>();
    private int applications;

    @Test
    void aListenerMayRemoveWhatHasComeUp() {
        removeOn(new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                states.add(change.to());
                supervisor.remove(change.coprocessor());
            }
        });
        assertEquals(List.of(RemoteState.RUNNING), states, "what becomes of it afterwards is nobody's to hear");
    }

    @Test
    void aListenerMayCloseTheSupervisor() {
        removeOn(new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                supervisor.close();
            }
        });
    }

    @Test
    void aListenerMayRemoveItAlsoWhereTheLockIsHeld() {
        remote.mailbox.say(0x55, 1);
        removeOn(new SupervisorListener() {
            @Override
            public void onNotice(Supervised coprocessor, Notice notice, int endpoint, long msg0) {
                supervisor.remove(coprocessor);
            }
        });
    }

    @Test
    void anApplicationMayRemoveItself() {
        var own = new ArrayList<Supervised>();
        own.add(supervisor.add(IopProfile.named("own"), remote.platform(), _ -> supervisor.remove(own.getFirst())));
        own.getFirst().start();
        run();
        assertInstanceOf(Phase.Closed.class, own.getFirst().iop().phase());
    }

    @Test
    void whatIsRemovedHasNoTimeInTheLoopAnyMore() {
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform());
        one.start();
        run();
        assertEquals(RemoteState.RUNNING, one.state());
        loop.task(() -> supervisor.remove(one)).wake();
        run();
        assertInstanceOf(Phase.Closed.class, one.iop().phase());
        assertEquals(Session.NO_DEADLINE, loop.nextDueNanos());
    }

    @Test
    void oneThatIsGoneCannotBeStarted() {
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform());
        supervisor.remove(one);
        one.start();
        run();
        assertInstanceOf(Phase.Closed.class, one.iop().phase());
        assertEquals(RemoteState.OFFLINE, one.state());
    }

    private void removeOn(SupervisorListener listener) {
        supervisor.listen(listener);
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform(), _ -> applications++);
        one.start();
        run();
        assertNull(supervisor.find("one"));
        assertEquals(0, applications, "what is removed when it comes up is used by nobody");
        assertInstanceOf(Phase.Closed.class, one.iop().phase());
        assertEquals(RemoteState.OFFLINE, one.state());
        assertEquals(0, remote.memory.openBuffers());
    }

    private void run() {
        for (int i = 0; i < 100; i++) {
            loop.turn();
            remote.work();
            clock.advance(1_000_000L);
        }
    }
}
