package org.rtkit4j.emulator.machine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;

/// A level-triggered line that follows a condition of a device.
///
/// The device calls [#changed] after whatever may have changed the condition, and holds no lock then: the handler
/// runs in that call.
public final class Line implements InterruptLine {
    private final BooleanSupplier condition;
    private final AtomicReference<@Nullable Runnable> armed = new AtomicReference<>();

    public Line(BooleanSupplier condition) {
        this.condition = condition;
    }

    @Override
    public boolean isAsserted() {
        return condition.getAsBoolean();
    }

    @Override
    public void arm(Runnable handler) {
        armed.set(handler);
        changed();
    }

    @Override
    public void disarm() {
        armed.set(null);
    }

    /// Calls the armed handler, once, if the line is asserted.
    public void changed() {
        Runnable handler = armed.get();
        if (handler != null && condition.getAsBoolean() && armed.compareAndSet(handler, null)) {
            handler.run();
        }
    }
}
