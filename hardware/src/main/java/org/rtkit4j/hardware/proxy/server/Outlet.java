package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;

/// Where a target's bytes go.
@FunctionalInterface
interface Outlet {
    /// Sends all of it.
    ///
    /// @throws IOException if the host does not take it
    void send(byte[] bytes, int from, int length) throws IOException;
}
