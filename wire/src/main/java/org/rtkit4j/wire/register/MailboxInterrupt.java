package org.rtkit4j.wire.register;

/// The four conditions of a mailbox, in the order of its interrupt lines and of the bits of an M3 mailbox.
///
/// Lines are level-triggered and follow the FIFO. Source: linux `mailbox.c` and the binding `apple,mailbox.yaml`.
public enum MailboxInterrupt {
    SEND_EMPTY(0, "send-empty"),
    SEND_NOT_EMPTY(1, "send-not-empty"),
    RECEIVE_EMPTY(2, "recv-empty"),
    RECEIVE_NOT_EMPTY(3, "recv-not-empty");

    private final int bit;
    private final String deviceTreeName;

    MailboxInterrupt(int bit, String deviceTreeName) {
        this.bit = bit;
        this.deviceTreeName = deviceTreeName;
    }

    /// Returns the line's name in `interrupt-names`.
    public String deviceTreeName() {
        return deviceTreeName;
    }

    /// Returns the bit of this condition in an M3 mailbox's enable and acknowledge registers.
    public int mask() {
        return 1 << bit;
    }
}
