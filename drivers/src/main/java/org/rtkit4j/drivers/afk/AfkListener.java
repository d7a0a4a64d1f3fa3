package org.rtkit4j.drivers.afk;

/// Hears what comes out of an AFK endpoint, with the co-processor's lock held: the rule for listeners holds.
public interface AfkListener {
    /// Both rings are in use.
    void onUp();

    /// An entry of the firmware. Costs no allocation.
    ///
    /// @param channel as the entry's head has it
    /// @param type of [org.rtkit4j.wire.afk.AfkRing.Entry]
    /// @param bytes a copy that is valid until the call returns; the entry begins at 0
    void onEntry(int channel, int type, byte[] bytes, int length);

    /// The endpoint is closed: the firmware has agreed to what was asked.
    void onClosed();

    /// Something was wrong. As often as the firmware likes.
    void onFault(AfkFault fault);
}
