package org.rtkit4j.forensics.model;

/// One return address of a call stack, as printed: with the firmware's slide still in it.
public record StackAddress(long address) {
    /// Returns whether taking `slide` off gives an address.
    public boolean canUnslide(long slide) {
        return Long.compareUnsigned(address, slide) >= 0;
    }

    /// Returns the address without the slide: the one that a disassembly of the firmware shows.
    public long unslid(long slide) {
        return address - slide;
    }
}
