package org.rtkit4j.hardware.proxy.server;

/// What a target tells its host unasked. Any thread may use it.
///
/// Both go out before the next reply, and are dropped where nobody listens or too many wait.
public interface HostConsole {
    /// Prints text on the host's console; a line ends with `\n`.
    void print(String text);

    /// Sends an event.
    ///
    /// @param type 0 to 65535: 1 MMIO trace, 2 IRQ trace
    /// @param data 65535 bytes at most
    void event(int type, byte[] data);
}
