package org.rtkit4j.hardware.proxy.client;

import org.jspecify.annotations.Nullable;

/// Hears what the target says unasked. Called by the thread whose call is going on, which must not call the client.
public interface ProxyListener {
    /// A line of the target's console, without its end; what is not printable ASCII is escaped.
    default void onConsole(String line) {}

    /// An event, whose data are the listener's to keep.
    ///
    /// @param type 1 MMIO trace, 2 IRQ trace
    default void onEvent(int type, byte[] data) {}

    /// The target has started, or has stopped for a reason.
    ///
    /// @param reason null where nobody knows it
    /// @param code of an exception: 0 synchronous, 1 IRQ, 2 FIQ, 3 SError
    /// @param info address of what there is to know, or 0
    default void onBoot(@Nullable BootReason reason, int code, long info) {}

    /// Something went wrong on the wire and was put right.
    ///
    /// @param what in a few words
    default void onRecovery(String what) {}
}
