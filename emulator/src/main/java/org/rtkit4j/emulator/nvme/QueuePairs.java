package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Ram;

/// The controller's queues, in memory of the host: the admin pair and the I/O pair. They are of one kind.
///
/// The host's threads read it and move heads and tails; the rest is the controller's step's.
final class QueuePairs {
    private final QueuePair[] pairs;
    private volatile boolean isLinear;

    QueuePairs(Ram ram, HostBugs bugs) {
        pairs = new QueuePair[] {new QueuePair(ram, bugs), new QueuePair(ram, bugs)};
    }

    QueuePair of(int number) {
        return pairs[number];
    }

    /// Returns whether submission queues are arrays of slots that a tag rings for, instead of rings.
    boolean areLinear() {
        return isLinear;
    }

    void linear(boolean areLinear) {
        isLinear = areLinear;
    }

    /// Returns whether the interrupt of either completion queue is asserted.
    boolean areAsserted() {
        return pairs[QueuePair.ADMIN].completion().isAsserted()
                || pairs[QueuePair.IO].completion().isAsserted();
    }

    void delete() {
        for (QueuePair pair : pairs) {
            pair.delete();
        }
    }
}
