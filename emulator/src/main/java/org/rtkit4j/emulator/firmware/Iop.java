package org.rtkit4j.emulator.firmware;

import org.rtkit4j.emulator.machine.IoSpace;

/// The hardware that a firmware runs on.
public interface Iop {
    /// Sends a message to the AP; false where the FIFO is full, and the firmware is stepped again once it is not.
    boolean offer(long msg0, long msg1);

    /// Receives a message of the AP; false where there is none.
    ///
    /// @param words where msg0 and msg1 go
    boolean take(long[] words);

    IoSpace memory();

    long nowNanos();
}
