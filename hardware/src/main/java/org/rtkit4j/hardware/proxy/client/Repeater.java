package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.rtkit4j.hardware.proxy.client.ProxyException.Kind;

/// Sends again what failed, where that is safe. Callers of several threads wait for each other here.
final class Repeater {
    private static final int ATTEMPTS = 4;

    private final FrameExchange exchange;
    private final ProxyListener listener;
    private final ProxyCounters counters;
    private final ReentrantLock lock = new ReentrantLock();

    /// One try, from its request to the last of its answers.
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    Repeater(FrameExchange exchange, ProxyListener listener, ProxyCounters counters) {
        this.exchange = exchange;
        this.listener = listener;
        this.counters = counters;
    }

    /// Runs a try, and once more where it failed on the wire.
    ///
    /// @param isRepeatable whether doing it twice is as good as once; otherwise only what is known not to have been
    ///     carried out is sent again
    /// @param isSingle whether it is one request: if that arrived damaged, nothing was carried out
    <T> T repeat(boolean isRepeatable, boolean isSingle, Attempt<T> attempt) throws IOException {
        lock.lock();
        try {
            for (int left = ATTEMPTS - 1; ; left--) {
                exchange.bringInStep();
                try {
                    return attempt.run();
                } catch (ProxyException e) {
                    recover(e, isRepeatable, isSingle, left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    // Returns where another try is due.
    private void recover(ProxyException failure, boolean isRepeatable, boolean isSingle, int left) throws IOException {
        if (!isWireFailure(failure.kind())) {
            throw failure;
        }
        counters.onFailure();
        boolean wasCarriedOut = stepAfter(failure);
        boolean isUntouched = failure.kind() == Kind.NOISE && isSingle && !wasCarriedOut;
        if (left == 0 || !(isRepeatable || isUntouched)) {
            throw isUntouched || failure.kind() != Kind.NOISE
                    ? failure
                    : new ProxyException(
                            Kind.DAMAGED, "damaged on the way, and perhaps carried out: " + failure.getMessage());
        }
        counters.onRepeat();
        listener.onRecovery(String.valueOf(failure.getMessage()));
    }

    private boolean stepAfter(ProxyException failure) throws IOException {
        try {
            return exchange.bringInStep();
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private static boolean isWireFailure(Kind kind) {
        return kind == Kind.TIMEOUT || kind == Kind.DAMAGED || kind == Kind.NOISE;
    }
}
