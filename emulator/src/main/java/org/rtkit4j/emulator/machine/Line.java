package org.rtkit4j.emulator.machine;

import java.util.concurrent.atomic.AtomicInteger;
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
    private final @Nullable RaisedInterrupts interrupts;
    private final AtomicReference<@Nullable Runnable> armed = new AtomicReference<>();
    // Where the interrupt is counted that the host has not come for; null: it owes nothing.
    private final AtomicReference<@Nullable AtomicInteger> raised = new AtomicReference<>();

    /// A line for which the machine's time does not wait.
    public Line(BooleanSupplier condition) {
        this(condition, null);
    }

    /// A line that stops the machine's time from when it has called its handler until the host comes: it arms or
    /// disarms the line, or takes what the line tells of; see [#heed].
    public Line(BooleanSupplier condition, @Nullable RaisedInterrupts interrupts) {
        this.condition = condition;
        this.interrupts = interrupts;
    }

    @Override
    public boolean isAsserted() {
        return condition.getAsBoolean();
    }

    @Override
    public void arm(Runnable handler) {
        heed();
        armed.set(handler);
        changed();
    }

    @Override
    public void disarm() {
        armed.set(null);
        heed();
    }

    /// Calls the armed handler, once, if the line is asserted. Where it is not, there is nothing to come for.
    public void changed() {
        if (raised.get() != null && !condition.getAsBoolean()) {
            heed();
        }
        Runnable handler = armed.get();
        if (handler != null && condition.getAsBoolean() && armed.compareAndSet(handler, null)) {
            raise();
            handler.run();
        }
    }

    /// The host has come for the interrupt.
    public void heed() {
        if (raised.get() != null) {
            settle(raised.getAndSet(null));
        }
    }

    private void raise() {
        if (interrupts != null) {
            settle(raised.getAndSet(interrupts.raise()));
        }
    }

    private static void settle(@Nullable AtomicInteger counted) {
        if (counted != null) {
            counted.decrementAndGet();
        }
    }
}
