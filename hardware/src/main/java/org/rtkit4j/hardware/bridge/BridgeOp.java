package org.rtkit4j.hardware.bridge;

import org.jspecify.annotations.Nullable;

/// What a kernel asks for.
enum BridgeOp {
    /// Says which version it speaks; answered with the key.
    HELLO(1, false),

    /// Names the file that is its memory; the machine is on then.
    MEMORY(2, false),

    /// Makes this connection the one for lines that rise by themselves.
    EVENTS(3, false),

    /// Loads once from the machine's address space.
    READ(4, false),

    /// Stores once.
    WRITE(5, false),

    /// Copies a block out of the machine's address space.
    READ_BLOCK(6, false),

    /// Copies a block in.
    WRITE_BLOCK(7, true),

    /// Makes something go wrong, in the words of `rtkit faults`.
    FAULT(8, true),

    /// Asks how the co-processors are.
    STATE(9, false);

    private static final BridgeOp[] ALL = values();

    private final int code;
    private final boolean carriesData;

    BridgeOp(int code, boolean carriesData) {
        this.code = code;
        this.carriesData = carriesData;
    }

    public int code() {
        return code;
    }

    /// Returns whether as many bytes follow the request as its size says.
    public boolean carriesData() {
        return carriesData;
    }

    /// Returns the operation of a code, or null.
    static @Nullable BridgeOp of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }
}
