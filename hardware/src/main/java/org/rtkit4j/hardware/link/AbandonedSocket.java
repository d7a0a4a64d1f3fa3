package org.rtkit4j.hardware.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

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
            return isSocket(file) && delete(file);
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static boolean isSocket(Path file) {
        return !Files.isRegularFile(file) && !Files.isDirectory(file) && !Files.isSymbolicLink(file);
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException _) {
            return false;
        }
    }
}
