package org.rtkit4j.emulator.firmware;

/// A buffer that a firmware wants.
///
/// @param sizeBytes its size, a multiple of 4 KiB; 0: it wants none
/// @param address where it lies in the firmware's own memory; 0: the AP allocates it
public record BufferSpec(int sizeBytes, long address) {
    static final int PAGE_BYTES = 4096;
    private static final int LARGEST_PAGES = 255;
    private static final long LARGEST_ADDRESS = (1L << 44) - 1;

    public BufferSpec {
        if (sizeBytes < 0 || sizeBytes % PAGE_BYTES != 0 || sizeBytes > LARGEST_PAGES * PAGE_BYTES) {
            throw new IllegalArgumentException("size is not 0 to 255 pages of 4 KiB: size=0x%x".formatted(sizeBytes));
        }
        if (address < 0 || address > LARGEST_ADDRESS || address % PAGE_BYTES != 0) {
            throw new IllegalArgumentException("no such address: address=0x%x".formatted(address));
        }
    }

    int pages() {
        return sizeBytes / PAGE_BYTES;
    }

    boolean isOwned() {
        return address != 0;
    }
}
