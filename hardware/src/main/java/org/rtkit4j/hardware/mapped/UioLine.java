package org.rtkit4j.hardware.mapped;

import java.util.function.BooleanSupplier;
import org.rtkit4j.hardware.interrupt.WatchedLine;

/// One condition of a UIO device.
final class UioLine extends WatchedLine {
    private final UioDevice device;

    UioLine(UioDevice device, BooleanSupplier condition) {
        super(condition);
        this.device = device;
    }

    @Override
    protected void watch() {
        device.enable();
    }

    // The interrupt masks itself when it comes.
    @Override
    protected void unwatch() {}
}
