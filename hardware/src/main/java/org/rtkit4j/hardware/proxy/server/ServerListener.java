package org.rtkit4j.hardware.proxy.server;

/// Hears who comes and goes. Called from the server's threads; must not block.
public interface ServerListener {
    /// A host has connected; on a pseudo-terminal nobody sees that.
    default void onConnect(String host) {}

    /// The host has gone.
    ///
    /// @param reason why, in a few words
    default void onDisconnect(String host, String reason) {}

    /// Another host was turned away.
    default void onRefuse(String host) {}
}
