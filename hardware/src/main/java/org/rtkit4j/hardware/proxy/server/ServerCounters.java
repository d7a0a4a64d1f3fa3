package org.rtkit4j.hardware.proxy.server;

import java.util.concurrent.atomic.LongAdder;

/// What a server has done so far. Any thread may read it.
public final class ServerCounters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder reboots = new LongAdder();
    private final LongAdder refused = new LongAdder();

    ServerCounters() {}

    /// Returns how many requests arrived intact.
    public long requests() {
        return requests.sum();
    }

    /// Returns how many requests arrived damaged.
    public long damagedRequests() {
        return damaged.sum();
    }

    /// Returns how many frames stopped arriving.
    public long droppedFrames() {
        return dropped.sum();
    }

    /// Returns how many reboots hosts asked for.
    public long reboots() {
        return reboots.sum();
    }

    /// Returns how many hosts were refused because another was connected.
    public long refusedHosts() {
        return refused.sum();
    }

    void onRequest() {
        requests.increment();
    }

    void onDamaged() {
        damaged.increment();
    }

    void onDropped() {
        dropped.increment();
    }

    void onReboot() {
        reboots.increment();
    }

    void onRefused() {
        refused.increment();
    }
}
