package org.rtkit4j.emulator.fault;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.InterruptLine;

/// An interrupt line of a faulty mailbox: quiet while the mailbox withholds, asserted also for what was added.
final class FaultyLine implements InterruptLine {
    private final InterruptLine line;
    private final Runnable access;
    private final BooleanSupplier isHeld;
    private final BooleanSupplier isRaised;
    private final Runnable changed = this::changed;
    private final AtomicReference<@Nullable Runnable> armed = new AtomicReference<>();

    /// Makes a line in front of another.
    ///
    /// @param access called before the line is armed; may throw
    /// @param isHeld whether it must not fire now
    /// @param isRaised whether it is asserted even though the other is not
    FaultyLine(InterruptLine line, Runnable access, BooleanSupplier isHeld, BooleanSupplier isRaised) {
        this.line = line;
        this.access = access;
        this.isHeld = isHeld;
        this.isRaised = isRaised;
    }

    @Override
    public boolean isAsserted() {
        return !isHeld.getAsBoolean() && (isRaised.getAsBoolean() || line.isAsserted());
    }

    @Override
    public void arm(Runnable handler) {
        access.run();
        armed.set(handler);
        recheck();
    }

    @Override
    public void disarm() {
        armed.set(null);
        line.disarm();
    }

    /// Fires if it is asserted; to be called whenever that may have changed.
    void recheck() {
        if (armed.get() == null) {
            return;
        }
        if (isAsserted()) {
            fire();
        } else {
            line.arm(changed);
        }
    }

    /// Calls the handler, once, whether the line is asserted or not.
    void fire() {
        Runnable handler = armed.getAndSet(null);
        if (handler != null) {
            line.disarm();
            handler.run();
        }
    }

    // While it is held, nobody is told, and so nobody comes: the machine's time must not wait for that, or what is held
    // would never be due. `recheck` arms the line again.
    private void changed() {
        if (isHeld.getAsBoolean()) {
            line.disarm();
        } else {
            fire();
        }
    }
}
