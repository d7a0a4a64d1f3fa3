package org.rtkit4j.emulator;

import org.rtkit4j.wire.layout.Direction;

/// Hears what an AP and a co-processor say to each other, whoever the AP is. Called on the thread that uses the
/// registers, one call at a time for the mailbox, one for the doorbells and one in each direction for a DockChannel; it
/// must not block, and use no registers.
public interface Watcher {
    /// The FIFO has taken a message of the AP's; the firmware has not seen it yet.
    ///
    /// @param msg1 the endpoint in bits 7:0, the rest as the AP wrote it
    void onSent(long msg0, long msg1);

    /// The AP takes a message of the co-processor's.
    ///
    /// @param msg1 as the AP reads it, with the hardware's counters above bit 31
    void onTaken(long msg0, long msg1);

    /// The AP writes to a doorbell of the storage controller, which has not rung yet.
    ///
    /// @param offset of the register, see [org.rtkit4j.wire.nvme.NvmeRegisters]
    default void onDoorbell(int offset, int value) {}

    /// Bytes pass the data registers of a DockChannel: the AP writes some, which are not there yet, or has read some.
    ///
    /// @param direction not `BOTH`
    /// @param word the bytes, the first one lowest
    /// @param count how many, 1 to 4
    default void onBytes(Direction direction, int word, int count) {}

    /// Returns one that has both hear it, this one first.
    default Watcher and(Watcher other) {
        Watcher first = this;
        return new Watcher() {
            @Override
            public void onSent(long msg0, long msg1) {
                first.onSent(msg0, msg1);
                other.onSent(msg0, msg1);
            }

            @Override
            public void onTaken(long msg0, long msg1) {
                first.onTaken(msg0, msg1);
                other.onTaken(msg0, msg1);
            }

            @Override
            public void onDoorbell(int offset, int value) {
                first.onDoorbell(offset, value);
                other.onDoorbell(offset, value);
            }

            @Override
            public void onBytes(Direction direction, int word, int count) {
                first.onBytes(direction, word, count);
                other.onBytes(direction, word, count);
            }
        };
    }
}
