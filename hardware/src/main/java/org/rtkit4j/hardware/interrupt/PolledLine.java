package org.rtkit4j.hardware.interrupt;

import java.util.function.BooleanSupplier;

/// A line whose condition a [LinePoller] looks at.
final class PolledLine extends WatchedLine {
    private final LinePoller poller;

    PolledLine(LinePoller poller, BooleanSupplier condition) {
        super(condition);
        this.poller = poller;
    }

    @Override
    protected void watch() {
        poller.add(this);
    }

    @Override
    protected void unwatch() {
        poller.remove(this);
    }
}
