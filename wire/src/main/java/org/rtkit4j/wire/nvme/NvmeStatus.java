package org.rtkit4j.wire.nvme;

import org.jspecify.annotations.Nullable;

/// How a command ended: status code type in bits 10:8, status code in bits 7:0, as [Cqe#STATUS_CODE] has them.
///
/// Source: NVM Express Base Specification 1.4, section 4.6.1.2. Those that these controllers and their drivers use;
/// others exist.
public enum NvmeStatus {
    SUCCESS(0x000, "success", false),
    INVALID_OPCODE(0x001, "invalid opcode", true),
    INVALID_FIELD(0x002, "invalid field", true),
    CID_CONFLICT(0x003, "command id conflict", true),
    DATA_TRANSFER_ERROR(0x004, "data transfer error", false),
    POWER_LOSS(0x005, "aborted by loss of power", false),
    INTERNAL_ERROR(0x006, "internal error", false),
    ABORT_REQUESTED(0x007, "abort requested", false),
    QUEUE_DELETED(0x008, "aborted by deletion of its queue", false),
    INVALID_NAMESPACE(0x00b, "invalid namespace", true),
    SEQUENCE_ERROR(0x00c, "command sequence error", true),
    INVALID_PRP_OFFSET(0x013, "invalid PRP offset", true),
    LBA_OUT_OF_RANGE(0x080, "block out of range", true),
    CAPACITY_EXCEEDED(0x081, "capacity exceeded", true),
    NAMESPACE_NOT_READY(0x082, "namespace not ready", false),
    INVALID_CQ(0x100, "invalid completion queue", true),
    INVALID_QUEUE_ID(0x101, "invalid queue identifier", true),
    INVALID_QUEUE_SIZE(0x102, "invalid queue size", true),
    INVALID_VECTOR(0x108, "invalid interrupt vector", true),
    INVALID_LOG_PAGE(0x109, "invalid log page", true),
    INVALID_QUEUE_DELETION(0x10c, "invalid queue deletion", true),
    FEATURE_NOT_SAVEABLE(0x10d, "feature cannot be saved", true),
    FEATURE_NOT_CHANGEABLE(0x10e, "feature cannot be changed", true),
    WRITE_FAULT(0x280, "write fault", false),
    UNRECOVERED_READ_ERROR(0x281, "unrecovered read error", false);

    private final int code;
    private final String label;
    private final boolean isFinal;

    NvmeStatus(int code, String label, boolean isFinal) {
        this.code = code;
        this.label = label;
        this.isFinal = isFinal;
    }

    /// Returns the value of [Cqe#STATUS_CODE].
    public int code() {
        return code;
    }

    /// Returns what it means, in words.
    public String label() {
        return label;
    }

    /// Returns whether the same command would fail again: the controller sets [Cqe#DO_NOT_RETRY] then.
    public boolean isFinal() {
        return isFinal;
    }

    /// Returns the status with this code, or null.
    public static @Nullable NvmeStatus of(int code) {
        for (NvmeStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return null;
    }

    /// Returns the code and, where it has one, its meaning: `0x281 unrecovered read error`.
    public static String describe(int code) {
        NvmeStatus status = of(code);
        return status == null ? "0x%03x".formatted(code) : "0x%03x %s".formatted(code, status.label);
    }
}
