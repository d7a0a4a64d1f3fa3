package org.rtkit4j.wire.port;

/// Memory was not given or not mapped. The message names the range that was asked for and the reason.
public final class MemoryRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long iova;
    private final long sizeBytes;

    /// Names the range that was asked for, and why it was refused.
    ///
    /// @param reason why, in a few words, for example `outside every region of the co-processor`
    /// @param iova the address that was asked for, 0 for an allocation
    /// @param sizeBytes the size that was asked for
    public MemoryRefusedException(String reason, long iova, long sizeBytes) {
        super("%s: iova=0x%x, size=0x%x".formatted(reason, iova, sizeBytes));
        this.iova = iova;
        this.sizeBytes = sizeBytes;
    }

    public long iova() {
        return iova;
    }

    public long sizeBytes() {
        return sizeBytes;
    }
}
