package org.rtkit4j.hardware.mapped;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;

/// One condition of a UIO device.
final class UioLine implements InterruptLine {
    private final UioDevice device;
    private final BooleanSupplier condition;
    private final AtomicReference<@Nullable Runnable> handler = new AtomicReference<>();

    UioLine(UioDevice device, BooleanSupplier condition) {
        this.device = device;
        this.condition = condition;
    }

    @Override
    public boolean isAsserted() {
        return condition.getAsBoolean();
    }

    // Enabled before it is looked at: what happens in between interrupts.
    @Override
    public void arm(Runnable newHandler) {
        handler.set(newHandler);
        device.enable();
        look();
    }

    @Override
    public void disarm() {
        handler.set(null);
    }

    /// Fires if armed and asserted.
    void look() {
        if (handler.get() != null && condition.getAsBoolean()) {
            Runnable armed = handler.getAndSet(null);
            if (armed != null) {
                armed.run();
            }
        }
    }
}
