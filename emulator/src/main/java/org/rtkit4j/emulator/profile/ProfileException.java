package org.rtkit4j.emulator.profile;

import java.io.IOException;

/// A profile cannot be used. The message is one line that names the file and the line or key.
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }

    /// @param cause why a file that the profile names cannot be used
    public ProfileException(String message, IOException cause) {
        super(message, cause);
    }
}
