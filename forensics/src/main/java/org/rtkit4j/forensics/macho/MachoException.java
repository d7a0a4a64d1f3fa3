package org.rtkit4j.forensics.macho;

/// A file that is no Mach-O of an Arm core, or one that contradicts itself; the message names the offset.
public final class MachoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /// @param offset bytes from the start of the file
    MachoException(long offset, String message) {
        super(message + ": offset=0x" + Long.toHexString(offset));
        this.offset = offset;
    }

    /// Where it went wrong, in bytes from the start of the file.
    public long offset() {
        return offset;
    }
}
