package org.rtkit4j.emulator.profile;

/// A profile cannot be used. The message is one line that names the file and the line or key.
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProfileException(String message) {
        super(message);
    }
}
