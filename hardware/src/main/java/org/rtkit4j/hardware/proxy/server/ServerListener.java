package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// Hears who comes and goes. Called from the server's threads; must not block.
public interface ServerListener {
    /// A host has connected; on a pseudo-terminal nobody sees that.
    default void onConnect(String host) {}

    /// The host has gone.
    ///
    /// @param reason why, in a few words
    default void onDisconnect(String host, String reason) {}

    /// The connection to the host has broken, or was closed on this side, of which Java's exception says nothing.
    default void onBreak(String host, IOException why) {
        String words = why instanceof ClosedChannelException ? "the connection was closed here" : why.getMessage();
        onDisconnect(host, words == null ? "the connection has broken" : words);
    }

    /// Another host was turned away.
    default void onRefuse(String host) {}
}
