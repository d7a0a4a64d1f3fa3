package org.rtkit4j.capture.pcapng;

import java.io.IOException;

/// What was to be a capture is none. The message names the file and the offset.
public final class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1;

    public CaptureFormatException(String message) {
        super(message);
    }
}
