package org.rtkit4j.emulator.machine;

/// An access of a co-processor to memory that nobody gave it.
public final class DmaFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long iova;
    private final boolean write;

    public DmaFault(long iova, long sizeBytes, boolean write) {
        super("%s outside the memory of the co-processor: iova=0x%x, size=0x%x"
                .formatted(write ? "store" : "load", iova, sizeBytes));
        this.iova = iova;
        this.write = write;
    }

    /// Returns the address as the co-processor sees it.
    public long iova() {
        return iova;
    }

    /// Returns whether it was a store.
    public boolean isWrite() {
        return write;
    }
}
