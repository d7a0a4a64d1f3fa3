package org.rtkit4j.capture.pcapng;

/// What the file says became of a mailbox's messages.
///
/// @param received how many were recorded, or -1
/// @param dropped how many were not, or -1
public record Statistics(long received, long dropped) {
    static final Statistics UNKNOWN = new Statistics(-1, -1);
}
