package org.rtkit4j.hardware.proxy.client;

import org.jspecify.annotations.Nullable;

/// Why a target says BOOT.
///
/// Source: m1n1 `src/uartproxy.h`, uartproxy_boot_reason_t.
public enum BootReason {
    /// The proxy starts: what the target knew before is lost.
    BOOT(0),
    /// An exception of the target itself; it serves requests until EXIT.
    EXCEPTION(1),
    /// An exception of what runs under it.
    EXCEPTION_LOWER(2),
    /// The hypervisor.
    HYPERVISOR(3);

    private final int code;

    BootReason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /// Returns the reason of that code, or null where none has it.
    public static @Nullable BootReason of(int code) {
        for (BootReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return null;
    }
}
