package org.rtkit4j.devicetree.tree;

/// Something in a file that its format does not allow and that reading survived.
///
/// @param offset in the file, in bytes
/// @param text what is wrong there
public record TreeWarning(long offset, String text) {
    @Override
    public String toString() {
        return "offset 0x%x: %s".formatted(offset, text);
    }
}
