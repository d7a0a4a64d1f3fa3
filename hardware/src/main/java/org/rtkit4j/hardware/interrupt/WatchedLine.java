package org.rtkit4j.hardware.interrupt;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;

/// A line whose condition is read from the hardware whenever somebody tells it to [#look].
public abstract class WatchedLine implements InterruptLine {
    private final BooleanSupplier condition;
    private final AtomicReference<@Nullable Runnable> handler = new AtomicReference<>();

    /// @param condition reads the hardware, from any thread. Where it throws, an armed line fires: whoever
    ///     waits finds the failure on looking at the hardware
    protected WatchedLine(BooleanSupplier condition) {
        this.condition = condition;
    }

    /// From now on somebody has to look.
    protected abstract void watch();

    /// Nobody has to look any more.
    protected abstract void unwatch();

    @Override
    public final boolean isAsserted() {
        return condition.getAsBoolean();
    }

    // Watched before it is looked at: what happens in between is not missed.
    @Override
    public final void arm(Runnable newHandler) {
        handler.set(newHandler);
        watch();
        look();
    }

    @Override
    public final void disarm() {
        handler.set(null);
        unwatch();
    }

    /// Fires if armed and asserted.
    public final void look() {
        if (handler.get() == null || !holdsOrFails()) {
            return;
        }
        Runnable armed = handler.getAndSet(null);
        if (armed != null) {
            unwatch();
            armed.run();
        }
    }

    private boolean holdsOrFails() {
        try {
            return condition.getAsBoolean();
        } catch (RuntimeException _) {
            return true;
        }
    }
}
