package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.LoopedIop;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.SynchronisedMailbox;

/// The driver of a co-processor that a loop serves, with deadlines that no test lives to see.
class LoopedSmcTest {
    private static final SmcOptions PATIENT = SmcOptions.DEFAULT.withTimeout(Duration.ofHours(10));

    private final FakeMailbox mailbox = new FakeMailbox(1);
    private final FakeMemory memory = new FakeMemory(PaperSmc.SRAM, 0x10_0000);
    private final Platform platform = new Platform(new SynchronisedMailbox(mailbox, mailbox), null, memory);

    /// A loop tells nobody of room for whom no word waits.
    @Test
    void aCommandGoesOutOnceThereIsRoom() throws Exception {
        try (var loop = new EventLoop().start()) {
            LoopedIop iop = loop.attach(IopProfile.named("smc"), platform, SessionListener.NONE);
            iop.adopt(12, BitSet.valueOf(new long[] {1L << 0x20}));
            var open = begin(() -> Smc.open(iop, memory, PATIENT));
            assertEquals("00:0050002000000002", heard());
            assertEquals("20:0000000000000017", heard());
            say(PaperSmc.SHARED);
            Smc smc = open.get();
            iop.send(0x20, 0xf012L);
            var read = begin(() -> smc.read(SmcKey.of("YYYY"), 1));
            assertEquals("20:000000000000f012", heard());
            // Each try takes an id; which one finds room is the waiter's affair.
            String command = heard();
            assertEquals("20:595959590001", command.substring(0, 15));
            say(0x0000_0042_0001_0000L | Long.parseLong(command.substring(15, 16), 16) << 12);
            assertArrayEquals(new byte[] {0x42}, read.get());
            iop.reinit();
        }
    }

    /// Begins something on a thread of its own, and returns once it waits.
    private static <T> FutureTask<T> begin(Callable<T> call) {
        var task = new FutureTask<>(call);
        var thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private void say(long msg0) {
        synchronized (mailbox) {
            mailbox.say(0x20, msg0);
        }
    }

    /// Returns the next word, whenever it comes.
    private String heard() {
        String word = "";
        while (word.isEmpty()) {
            synchronized (mailbox) {
                word = mailbox.heard();
            }
            Thread.onSpinWait();
        }
        return word;
    }
}
