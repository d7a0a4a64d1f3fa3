package org.rtkit4j.wire.message;

import org.jspecify.annotations.Nullable;

/// What the system management controller says of a command: bits 7:0 of its answer.
///
/// Source: the names are QEMU's, `hw/misc/apple-silicon/smc.c`; hosts only tell zero from the rest.
public enum SmcResult {
    OK(0x00, "done"),
    ERROR(0x01, "error"),
    COLLISION(0x80, "communication collision"),
    SPURIOUS_DATA(0x81, "spurious data"),
    BAD_COMMAND(0x82, "bad command"),
    BAD_PARAMETER(0x83, "bad parameter"),
    KEY_NOT_FOUND(0x84, "key not found"),
    NOT_READABLE(0x85, "key not readable"),
    NOT_WRITABLE(0x86, "key not writable"),
    SIZE_MISMATCH(0x87, "size mismatch"),
    FRAMING_ERROR(0x88, "framing error"),
    BAD_ARGUMENT(0x89, "bad argument"),
    TIMED_OUT(0xb7, "time-out"),
    INDEX_OUT_OF_RANGE(0xb8, "index out of range"),
    BAD_FUNCTION_PARAMETER(0xc0, "bad function parameter"),
    EVENT_BUFFER_ORDER(0xc4, "event buffer in wrong order"),
    EVENT_BUFFER_READ(0xc5, "event buffer read error"),
    DEVICE_ACCESS(0xc7, "device access error"),
    UNSUPPORTED(0xcb, "unsupported feature"),
    SMB_ACCESS(0xcc, "SMB access error");

    private final int code;
    private final String label;

    SmcResult(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /// Returns the value on the wire.
    public int code() {
        return code;
    }

    /// Returns what it means, in words.
    public String label() {
        return label;
    }

    /// Returns the result with this code, or null.
    public static @Nullable SmcResult of(int code) {
        for (SmcResult result : values()) {
            if (result.code == code) {
                return result;
            }
        }
        return null;
    }

    /// Returns the code and, where it has one, its meaning: `0x84 key not found`.
    public static String describe(int code) {
        SmcResult result = of(code);
        return result == null ? "0x%02x".formatted(code) : "0x%02x %s".formatted(code, result.label);
    }
}
