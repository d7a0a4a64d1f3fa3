package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.UnclosableMemory;

/// An event loop from its start to its close: one thread, and one end.
class EventLoopLifecycleTest {
    @Test
    void aLoopHasOneThread() throws Exception {
        var loop = new EventLoop();
        loop.start();
        assertThrows(IllegalStateException.class, loop::start);
        assertThrows(IllegalStateException.class, loop::turn);
        Thread thread = threadOf(loop);
        loop.close();
        assertFalse(thread.isAlive(), "closing waits for it");
        assertThrows(IllegalStateException.class, loop::start);
        loop.close();
    }

    @Test
    void aTurnWithinATurnIsRefused() {
        var loop = new EventLoop(() -> 0);
        var thrown = new ArrayList<Throwable>();
        loop.task(() -> {
                    thrown.add(assertThrows(IllegalStateException.class, loop::turn));
                    thrown.add(assertThrows(IllegalStateException.class, loop::start));
                })
                .wake();
        loop.turn();
        assertEquals(2, thrown.size());
    }

    // A timer's turn of a task that is woken too: whoever took it for taken out linked it twice, and lost the others.
    @Test
    void whatIsWokenBesideATimersTurnKeepsItsTurn() {
        var now = new AtomicLong();
        var loop = new EventLoop(now::get);
        var ran = new ArrayList<String>();
        var tasks = new ArrayList<LoopTask>();
        tasks.add(loop.task(() -> ran.add("first")));
        tasks.add(loop.task(() -> {
            if (!ran.contains("timed")) {
                tasks.get(1).wake();
            }
            ran.add("timed");
        }));
        tasks.add(loop.task(() -> ran.add("last")));
        LoopTask waking = loop.task(() -> {
            tasks.get(2).wake();
            tasks.get(1).wake();
            tasks.get(0).wake();
        });
        tasks.get(1).at(10);
        loop.turn();
        now.set(20);
        waking.wake();
        for (int i = 0; i < 5; i++) {
            loop.turn();
        }
        assertTrue(ran.contains("first") && ran.contains("last"), ran::toString);
    }

    @Test
    void aTaskWhoseTimeHasAlwaysComeHasOneTurnATime() {
        var loop = new EventLoop(() -> 0L);
        var ran = new ArrayList<String>();
        var always = new ArrayList<LoopTask>();
        always.add(loop.task(() -> {
            ran.add("always");
            always.getFirst().at(0);
        }));
        LoopTask other = loop.task(() -> ran.add("other"));
        always.getFirst().at(0);
        other.at(0);
        loop.turn();
        ran.clear();
        loop.turn();
        assertEquals(List.of("always"), ran);
        other.at(0);
        loop.turn();
        assertTrue(ran.contains("other"), ran::toString);
    }

    @Test
    void anErrorTakesNobodysTurn() {
        var now = new AtomicLong();
        var loop = new EventLoop(now::get);
        var ran = new ArrayList<String>();
        LoopTask broken = loop.task(() -> {
            throw new AssertionError("of the test");
        });
        LoopTask woken = loop.task(() -> ran.add("woken"));
        LoopTask timed = loop.task(() -> ran.add("timed"));
        broken.at(5);
        timed.at(6);
        loop.turn();
        woken.wake();
        broken.wake();
        woken.wake();
        assertThrows(AssertionError.class, loop::turn);
        now.set(10);
        broken.cancel();
        loop.turn();
        loop.turn();
        assertEquals(List.of("timed", "woken"), ran.stream().sorted().toList());
        broken.at(11);
        timed.at(12);
        loop.turn();
        now.set(20);
        assertThrows(AssertionError.class, loop::turn);
        loop.turn();
        assertEquals(2, ran.stream().filter("timed"::equals).count());
    }

    @Test
    void aLoopIsStartedAndClosedAtOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            var loop = new EventLoop();
            var starting = Thread.ofPlatform().start(() -> {
                try {
                    loop.start();
                } catch (IllegalStateException e) {
                    assertEquals("the event loop was closed", e.getMessage());
                }
            });
            loop.close();
            starting.join();
        }
    }

    @Test
    void aClosedLoopServesNobodyNew() {
        var loop = new EventLoop(() -> 0);
        loop.close();
        var fixture = new IopFixture(15);
        assertThrows(
                IllegalStateException.class,
                () -> loop.attach(IopProfile.named("late"), fixture.platform(), SessionListener.NONE));
        assertThrows(IllegalStateException.class, loop::start);
    }

    @Test
    void aTaskMayCloseItsLoop() throws Exception {
        var loop = new EventLoop().start();
        Thread thread = threadOf(loop);
        var fixture = new IopFixture(15);
        var stopped = new CompletableFuture<Phase>();
        var iop = loop.attach(IopProfile.named("one"), fixture.platform(), new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                if (phase instanceof Phase.Closed) {
                    stopped.complete(phase);
                }
            }
        });
        loop.task(loop::close).wake();
        thread.join();
        assertTrue(stopped.isDone());
        assertEquals("closed", iop.phase().step());
    }

    @Test
    void aListenerMayNotCloseTheLoopThatCallsIt() throws Exception {
        var fixture = new IopFixture(15);
        var loop = new EventLoop(fixture.clock);
        var thrown = new ArrayList<Throwable>();
        var iop = loop.attach(IopProfile.named("one"), fixture.platform(), new SessionListener() {
            @Override
            public void onPhase(Phase phase) {
                thrown.add(assertThrows(IllegalStateException.class, loop::close));
            }
        });
        iop.adopt(12, new BitSet());
        assertEquals(1, thrown.size());
        assertTrue(iop.isRunning());
        loop.attach(IopProfile.named("other"), fixture.platform(), fixture);
    }

    @Test
    void anOwnerWhoTurnsItClosesItByTurning() throws Exception {
        var fixture = new IopFixture(15);
        var loop = new EventLoop(fixture.clock);
        var iop = loop.attach(IopProfile.named("one"), fixture.platform(), fixture);
        iop.beginBoot(BootPlan.WAKE);
        while (!iop.isRunning()) {
            fixture.firmware();
            loop.turn();
        }
        loop.close();
        while (!(iop.phase() instanceof Phase.Closed)) {
            assertFalse(iop.phase().isTerminal(), iop.phase()::step);
            fixture.firmware();
            loop.turn();
        }
        assertEquals(
                "at rest after SLEEP",
                fixture.phases.get(fixture.phases.size() - 2).step());
    }

    @Test
    void everyCoprocessorIsClosedThoughOneThrows() throws Exception {
        var loop = new EventLoop().start();
        var memories = new ArrayList<UnclosableMemory>();
        var iops = new ArrayList<LoopedIop>();
        for (int i = 0; i < 3; i++) {
            var memory = new UnclosableMemory(0);
            var fixture = new IopFixture(15);
            var iop = loop.attach(
                    IopProfile.named("iop" + i), new Platform(fixture.mailbox, null, memory), SessionListener.NONE);
            var announced = new BitSet();
            announced.set(1, 9);
            fixture.mailbox.say(4, 0x0010_1000_0000_0000L);
            fixture.mailbox.say(1, 0x0010_1000_1000_4000L);
            iop.adopt(12, announced);
            while (!iop.isCrashed()) {
                Thread.onSpinWait();
            }
            memories.add(memory);
            iops.add(iop);
        }
        var thrown = assertThrows(IllegalStateException.class, loop::close);
        assertEquals(2, thrown.getSuppressed().length);
        memories.forEach(memory -> assertEquals(List.of(0), memory.tried));
        iops.forEach(iop -> assertEquals("closed", iop.phase().step()));
    }

    // An Error ends the thread, as it should. Those who wait for what it served must hear of that.
    @Test
    void whoeverWaitsHearsOfALoopThatEndedWithAnError() throws Exception {
        var now = new AtomicLong();
        var loop = new EventLoop(() -> now.addAndGet(500_000_000L)).start();
        Thread thread = threadOf(loop);
        thread.setUncaughtExceptionHandler((_, _) -> {});
        var fixture = new IopFixture(15);
        var memory = fixture.memory;
        var iop = loop.attach(IopProfile.named("one"), fixture.platform(), SessionListener.NONE);
        var other = loop.attach(IopProfile.named("two"), new IopFixture(15).platform(), SessionListener.NONE);
        iop.adopt(12, new BitSet());
        loop.task(() -> {
                    throw new StackOverflowError("planted");
                })
                .wake();
        thread.join();
        assertThrows(RtkitException.class, () -> other.boot(BootPlan.WAKE));
        assertThrows(RtkitException.class, () -> iop.powerDown(PowerDown.SLEEP));
        loop.close();
        assertEquals("closed", iop.phase().step());
        assertEquals("closed", other.phase().step());
        assertEquals(0, memory.openBuffers());
    }

    private static Thread threadOf(EventLoop loop) throws Exception {
        var thread = new CompletableFuture<Thread>();
        loop.task(() -> thread.complete(Thread.currentThread())).wake();
        assertSame(thread.get(), thread.get());
        return thread.get();
    }
}
