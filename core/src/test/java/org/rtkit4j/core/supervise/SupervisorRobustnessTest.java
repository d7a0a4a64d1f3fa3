package org.rtkit4j.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.testkit.ManualClock;

/// Firmware that says anything at any time, a way in that breaks, listeners that throw, owners that change their
/// mind.
class SupervisorRobustnessTest {
    private static final long MILLI = 1_000_000L;
    private static final RestartPolicy POLICY = new RestartPolicy(
            Duration.ofMillis(1), Duration.ofMillis(50), 1000, Duration.ofSeconds(60), Duration.ofSeconds(1));

    private final ManualClock clock = new ManualClock();
    private final EventLoop loop = new EventLoop(clock);
    private final ScriptedRemote remote = new ScriptedRemote();

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void comesBackAfterWhateverHappens(long seed) {
        var random = new SplittableRandom(seed);
        var changes = new AtomicInteger();
        var supervisor =
                new Supervisor(loop, SupervisorConfig.DEFAULT.with(POLICY).withTraceLines(4));
        supervisor.listen(new SupervisorListener() {
            @Override
            public void onState(StateChange change) {
                assertFalse(change.from() == change.to());
                changes.incrementAndGet();
            }
        });
        Supervised one = supervisor.add(IopProfile.named("one"), remote.platform(), iop -> {
            if (random.nextInt(10) == 0) {
                throw new IllegalStateException("of the test");
            }
            iop.startEndpoint(0x20, (_, _) -> {});
        });
        one.start();
        for (int i = 0; i < 2_000; i++) {
            misbehave(one, random);
            run(random.nextInt(1, 4));
        }
        // From now on it behaves.
        remote.alive = true;
        remote.answersPing = true;
        remote.resetThrows = false;
        remote.crashesEarly = false;
        one.recovery(true);
        one.stop();
        run(3_000);
        one.start();
        run(3_000);
        assertEquals(RemoteState.RUNNING, one.state());
        assertEquals(1, remote.memory.openBuffers());
        assertTrue(changes.get() > 10, changes::toString);
    }

    private void misbehave(Supervised one, SplittableRandom random) {
        switch (random.nextInt(16)) {
            case 0 -> remote.alive = random.nextInt(4) != 0;
            case 1 -> remote.answersPing = random.nextBoolean();
            case 2 -> remote.resetThrows = random.nextInt(4) == 0;
            case 3 -> remote.crashesEarly = random.nextInt(4) == 0;
            case 4 -> one.stop();
            case 5, 6 -> one.start();
            case 7 -> one.suspend();
            case 8 -> one.recover();
            case 9 -> one.recovery(random.nextBoolean());
            case 10 -> remote.mailbox.say(1, 0x0010_1000_1000_4000L);
            case 11 -> remote.mailbox.say(0, random.nextLong(0x10) << 52 | random.nextLong(0x1_0000));
            default -> remote.mailbox.say(random.nextLong(), (long) random.nextInt(0x100));
        }
    }

    private void run(int millis) {
        for (int i = 0; i < millis; i++) {
            loop.turn();
            remote.work();
            loop.turn();
            clock.advance(MILLI);
        }
    }
}
