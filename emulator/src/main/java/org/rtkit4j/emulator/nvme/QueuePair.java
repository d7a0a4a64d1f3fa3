package org.rtkit4j.emulator.nvme;

import org.rtkit4j.emulator.machine.Ram;

/// A submission queue and the completion queue that its commands are answered in.
final class QueuePair {
    /// The number of the pair that the host's administration uses.
    static final int ADMIN = 0;

    /// The number of the only pair for reading and writing.
    static final int IO = 1;

    private final CommandSlots submission = new CommandSlots();
    private final CompletionRing completion;

    QueuePair(Ram ram, HostBugs bugs) {
        completion = new CompletionRing(ram, bugs);
    }

    CommandSlots submission() {
        return submission;
    }

    CompletionRing completion() {
        return completion;
    }

    void delete() {
        submission.delete();
        completion.delete();
    }
}
