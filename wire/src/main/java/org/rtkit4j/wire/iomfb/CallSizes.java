package org.rtkit4j.wire.iomfb;

/// The sizes of what calls take and give, in bytes.
final class CallSizes {
    static final int VOID = 0;
    static final int BOOL = 1;
    static final int U32 = 4;
    static final int U64 = 8;
    /// A name, filled up with zeros.
    static final int KEY = 0x40;
    /// The part of a property, or a property in whole.
    static final int BLOCK = 0x1000;
    /// Who has opened the display: handle of 8 bytes, 4, 1, 1 bytes, 2 to fill up. Source: linux iomfb.h.
    static final int CLIENT = 16;

    private CallSizes() {}
}
