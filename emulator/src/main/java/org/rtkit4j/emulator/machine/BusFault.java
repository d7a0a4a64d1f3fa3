package org.rtkit4j.emulator.machine;

/// An access to an address where the machine has nothing.
///
/// The emulated counterpart of an SError: on a real machine it would stop the AP.
public final class BusFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long address;
    private final int widthBytes;

    public BusFault(long address, int widthBytes) {
        super("nothing at this address: address=0x%x, width=%d".formatted(address, widthBytes));
        this.address = address;
        this.widthBytes = widthBytes;
    }

    /// Returns the physical address.
    public long address() {
        return address;
    }

    /// Returns the width of the access in bytes.
    public int widthBytes() {
        return widthBytes;
    }
}
