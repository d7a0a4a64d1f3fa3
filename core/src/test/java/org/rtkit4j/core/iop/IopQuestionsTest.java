package org.rtkit4j.core.iop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;

/// Questions take no lock: they are answered whoever is at work on the co-processor.
class IopQuestionsTest {
    // Far beyond what it takes: only a question that waits for ever gets there.
    private static final Duration FOR_EVER = Duration.ofMinutes(2);

    @Test
    void twoThatAskEachOtherFromTheirListenersAreAnswered() {
        var both = new CyclicBarrier(2);
        var one = new Asker(both);
        var other = new Asker(both);
        one.asks = other.iop;
        other.asks = one.iop;
        assertTimeoutPreemptively(FOR_EVER, () -> {
            var booting = new FutureTask<>(one::boot);
            Thread.ofPlatform().daemon().start(booting);
            other.boot();
            booting.get();
        });
        // Neither went on before both were answered.
        assertEquals(List.of("waiting for HELLO"), one.heard);
        assertEquals(List.of("waiting for HELLO"), other.heard);
    }

    /// Asks another co-processor while its own boots, in the middle of the work of both.
    private static final class Asker implements SessionListener {
        final IopFixture fixture = new IopFixture(8);
        final PolledIop iop =
                new PolledIop(IopProfile.named("test"), fixture.platform(), this, fixture.clock, fixture::firmware);
        final List<String> heard = new CopyOnWriteArrayList<>();
        private final CyclicBarrier both;

        @Nullable
        PolledIop asks;

        Asker(CyclicBarrier both) {
            this.both = both;
        }

        Void boot() throws Exception {
            iop.boot();
            return null;
        }

        @Override
        public void onPhase(Phase phase) {
            if (phase instanceof Phase.AwaitHello) {
                meet();
                heard.add(everythingOf(asks));
                meet();
            }
        }

        private void meet() {
            try {
                both.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String everythingOf(PolledIop iop) {
        assertFalse(iop.isRunning());
        assertFalse(iop.isCrashed());
        assertEquals(null, iop.crashDump());
        assertEquals(0, iop.version());
        assertEquals(new BitSet(), iop.announced());
        assertEquals(0, iop.apPower());
        assertEquals(0, iop.iopPower());
        assertEquals("nothing", iop.lastReceived());
        assertFalse(iop.awaitsPong());
        assertEquals(0, iop.count(Notice.DROPPED));
        return iop.phase().step();
    }
}
