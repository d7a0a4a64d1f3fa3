package org.example.driver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;

/// A driver for an endpoint that answers every word with its complement.
public final class ComplementDriver implements AutoCloseable {
    static final int ENDPOINT = 0x20;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final PolledIop iop;
    private final Queue<Long> answers = new ArrayDeque<>();

    /// Takes a co-processor that nobody has booted yet.
    public ComplementDriver(PolledIop iop) throws RtkitException, InterruptedException {
        this.iop = iop;
        iop.boot();
        iop.startEndpoint(ENDPOINT, (word, out) -> answers.add(word));
    }

    /// Drives the co-processor of a platform, by the system's clock.
    public static ComplementDriver on(Platform platform) throws RtkitException, InterruptedException {
        return new ComplementDriver(new PolledIop(IopProfile.named("generic"), platform, SessionListener.NONE));
    }

    /// Asks for the complement of a word.
    public long complement(long word) throws RtkitException, InterruptedException {
        iop.send(ENDPOINT, word);
        if (!iop.await(() -> !answers.isEmpty(), PATIENCE_NANOS)) {
            throw new IllegalStateException("no answer: phase=" + iop.phase());
        }
        return answers.remove();
    }

    @Override
    public void close() {
        iop.close();
    }
}
