package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.nio.file.Path;

/// Somebody else has a disk's image. Whoever waits for him may try again.
public final class ImageInUseException extends IOException {
    /// The holder is no emulator of this project.
    static final long UNKNOWN = -1;

    private static final long serialVersionUID = 1;

    ImageInUseException(Path image, long pid) {
        super("the disk's image is in use: file=%s, pid=%s".formatted(image, pid == UNKNOWN ? "unknown" : pid));
    }
}
