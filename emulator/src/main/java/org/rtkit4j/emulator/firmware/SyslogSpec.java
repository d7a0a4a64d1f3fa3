package org.rtkit4j.emulator.firmware;

/// The ring of a firmware's syslog, and what it claims of it.
///
/// @param buffer where the ring lies
/// @param entries how many entries it has, 1 to 256
/// @param messageBytes how long a text is
/// @param claimedEntries what `SYSLOG_INIT` says of the entries; a hostile firmware lies
/// @param claimedMessageBytes what `SYSLOG_INIT` says of the texts
public record SyslogSpec(
        BufferSpec buffer, int entries, int messageBytes, int claimedEntries, int claimedMessageBytes) {
    /// What of an entry lies before its text.
    static final int HEAD_BYTES = 0x20;

    private static final int MOST_ENTRIES = 256;
    private static final int LARGEST_FIELD = 0xffff;

    public SyslogSpec {
        if (entries < 1 || entries > MOST_ENTRIES || messageBytes < 1 || messageBytes > LARGEST_FIELD) {
            throw new IllegalArgumentException(
                    "no such ring: entries=%d, message bytes=%d".formatted(entries, messageBytes));
        }
        if ((claimedEntries | claimedMessageBytes) >>> 16 != 0) {
            throw new IllegalArgumentException("claims do not fit their fields: entries=%d, message bytes=%d"
                    .formatted(claimedEntries, claimedMessageBytes));
        }
        if ((long) entries * (HEAD_BYTES + messageBytes) > buffer.sizeBytes()) {
            throw new IllegalArgumentException("ring does not fit its buffer: entries=%d, message bytes=%d, size=0x%x"
                    .formatted(entries, messageBytes, buffer.sizeBytes()));
        }
    }

    int stride() {
        return HEAD_BYTES + messageBytes;
    }
}
