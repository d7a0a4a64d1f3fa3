package org.rtkit4j.hardware.bridge;

/// How a request ended.
public enum BridgeStatus {
    OK(0),

    /// Nothing is at this address, or nothing that can be accessed like that.
    NOTHING_THERE(1),

    /// The request makes no sense, here or now; a sentence follows.
    REFUSED(2),

    /// No such operation in this version.
    UNKNOWN_OP(3),

    /// Not the version that is spoken here; value: the one that is.
    OTHER_VERSION(4),

    /// Another kernel has the machine.
    BUSY(5);

    private static final BridgeStatus[] ALL = values();

    private final int code;

    BridgeStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static BridgeStatus of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new IllegalArgumentException("no such status: code=" + code);
        }
        return ALL[code];
    }
}
