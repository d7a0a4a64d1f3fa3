package org.rtkit4j.devicetree.tree;

/// A stretch of addresses.
///
/// @param address in bytes
/// @param size in bytes
public record Window(long address, long size) {
    @Override
    public String toString() {
        return "0x%x/0x%x".formatted(address, size);
    }
}
