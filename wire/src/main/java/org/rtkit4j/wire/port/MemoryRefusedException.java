package org.rtkit4j.wire.port;

/// Memory was not given or not mapped. The message names the range that was asked for and the reason.
public final class MemoryRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why memory is refused, as far as a caller may want to tell one refusal from another.
    public enum Reason {
        /// A request for no bytes.
        EMPTY,
        /// Address and size together pass the end of the address space, or the size alone is 2^63 or more.
        WRAPS,
        /// Not wholly inside a region that the platform names.
        OUTSIDE_REGIONS,
        /// No region has this index or name.
        NO_SUCH_REGION,
        /// This co-processor is not offered memory in this way.
        NOT_OFFERED,
        /// No memory, no address or no entry of a filter is left.
        EXHAUSTED,
        /// The address or the size does not meet the granule of filter or translation.
        MISALIGNED,
        /// Anything else.
        OTHER
    }

    private final Reason reason;
    private final long iova;
    private final long sizeBytes;

    /// Names the range that was asked for, and why it was refused.
    ///
    /// @param detail why, in a few words that name the region where there is one
    /// @param iova the address that was asked for, 0 for an allocation
    /// @param sizeBytes the size that was asked for
    public MemoryRefusedException(Reason reason, String detail, long iova, long sizeBytes) {
        super("%s: iova=0x%x, size=0x%x".formatted(detail, iova, sizeBytes));
        this.reason = reason;
        this.iova = iova;
        this.sizeBytes = sizeBytes;
    }

    /// As the other constructor, for a reason that nobody tells apart.
    public MemoryRefusedException(String detail, long iova, long sizeBytes) {
        this(Reason.OTHER, detail, iova, sizeBytes);
    }

    public Reason reason() {
        return reason;
    }

    public long iova() {
        return iova;
    }

    public long sizeBytes() {
        return sizeBytes;
    }
}
