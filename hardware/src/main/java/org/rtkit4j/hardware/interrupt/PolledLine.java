package org.rtkit4j.hardware.interrupt;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;

/// A line whose condition a [LinePoller] looks at.
final class PolledLine implements InterruptLine {
    private final LinePoller poller;
    private final BooleanSupplier condition;
    private final AtomicReference<@Nullable Runnable> handler = new AtomicReference<>();

    PolledLine(LinePoller poller, BooleanSupplier condition) {
        this.poller = poller;
        this.condition = condition;
    }

    @Override
    public boolean isAsserted() {
        return condition.getAsBoolean();
    }

    @Override
    public void arm(Runnable newHandler) {
        handler.set(newHandler);
        poller.add(this);
        look();
    }

    @Override
    public void disarm() {
        handler.set(null);
        poller.remove(this);
    }

    /// Fires if armed and asserted.
    void look() {
        if (handler.get() == null || !holdsOrFails()) {
            return;
        }
        Runnable armed = handler.getAndSet(null);
        if (armed != null) {
            poller.remove(this);
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
