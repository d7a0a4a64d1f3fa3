package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.wire.file.SocketFile;

/// The file of a Unix socket whose server was killed: nobody listens, and a new server cannot be there.
public final class AbandonedSocket {
    private AbandonedSocket() {}

    /// Removes the file if it is one.
    ///
    /// @return whether it is gone; anything else stays, a socket that somebody listens at above all
    public static boolean remove(Path file) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            return false;
        } catch (ConnectException _) {
            // A file of another kind, a pipe or a device, refuses too.
            return SocketFile.isAt(file) && delete(file);
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException _) {
            return false;
        }
    }
}
