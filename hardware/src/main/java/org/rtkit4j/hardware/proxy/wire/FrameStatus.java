package org.rtkit4j.hardware.proxy.wire;

import org.jspecify.annotations.Nullable;

/// What a reply says about the frame that it answers; an unknown opcode is no fault of its frame.
///
/// Source: m1n1 `src/uartproxy.c`, ST_OK to ST_CSUMERR.
public enum FrameStatus {
    OK(0, "done"),
    BAD_COMMAND(-1, "the target does not know this type of frame"),
    INVALID(-2, "the target refuses the argument"),
    TRANSFER(-3, "the data could not be transferred"),
    CHECKSUM(-4, "the request arrived damaged");

    private final int code;
    private final String meaning;

    FrameStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /// Returns what it means, as the end of a sentence.
    public String meaning() {
        return meaning;
    }

    /// Returns the status of that code, or null where none has it.
    public static @Nullable FrameStatus of(int code) {
        for (FrameStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return null;
    }
}
