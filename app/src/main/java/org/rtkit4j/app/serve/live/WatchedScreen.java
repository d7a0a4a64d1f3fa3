package org.rtkit4j.app.serve.live;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.Screen;

/// The emulated screen of a co-processor, and how often something may have changed on it. A machine that was switched
/// on again has another screen in its place; before it is switched on there is none.
final class WatchedScreen implements AutoCloseable {
    private final Runnable listener;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Screen screen;

    /// @param listener called whenever there may be something else to see
    WatchedScreen(Runnable listener) {
        this.listener = listener;
    }

    /// Watches this one from now on.
    synchronized void follow(Screen next) {
        close();
        screen = next;
        next.listen(this::changed);
        changed();
    }

    private void changed() {
        changes.incrementAndGet();
        listener.run();
    }

    /// Returns the screen, where there is one.
    Optional<Screen> screen() {
        return Optional.ofNullable(screen);
    }

    /// Returns how often something may have changed.
    long changes() {
        return changes.get();
    }

    @Override
    public synchronized void close() {
        screen().ifPresent(each -> each.listen(null));
    }
}
