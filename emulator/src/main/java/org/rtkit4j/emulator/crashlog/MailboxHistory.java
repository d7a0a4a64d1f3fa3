package org.rtkit4j.emulator.crashlog;

import java.util.ArrayList;
import java.util.List;

/// The last messages that passed a firmware, in both directions. Recording allocates nothing.
public final class MailboxHistory {
    /// How many messages it remembers.
    public static final int LENGTH = 32;

    private static final int WORDS = 3;

    private final long[] ring = new long[WORDS * LENGTH];
    private long recorded;

    public void record(int endpoint, long msg0, long ticks) {
        int at = WORDS * (int) (recorded++ % LENGTH);
        ring[at] = endpoint;
        ring[at + 1] = msg0;
        ring[at + 2] = ticks;
    }

    /// Returns the messages, oldest first.
    public List<MailboxRecord> messages() {
        var messages = new ArrayList<MailboxRecord>();
        for (long number = Math.max(0, recorded - LENGTH); number < recorded; number++) {
            int at = WORDS * (int) (number % LENGTH);
            messages.add(new MailboxRecord((int) ring[at], ring[at + 1], ring[at + 2]));
        }
        return messages;
    }
}
