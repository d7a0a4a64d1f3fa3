package org.rtkit4j.wire.message;

import org.rtkit4j.wire.layout.Bits;

/// The last of the six bytes with which the system management controller describes a key: size, type, flags.
///
/// The size is one byte, the type four letters in reading order.
public final class SmcKeyFlags {
    private static final String SOURCE = "m1n1 fw/smc.py, qemu smc.h";

    public static final Bits READABLE = Bits.flag("READABLE", 7, SOURCE);
    public static final Bits WRITABLE = Bits.flag("WRITABLE", 6, SOURCE);
    /// Seen on keys that fail now and then; meaning unknown.
    public static final Bits UNKNOWN_5 = Bits.flag("UNKNOWN_5", 5, "asahi docs smc.md");
    /// Reading or writing does something; the payload of a read-write command is its argument.
    public static final Bits FUNCTION = Bits.flag("FUNCTION", 4, SOURCE);
    public static final Bits LITTLE_ENDIAN = Bits.flag("LITTLE_ENDIAN", 2, "qemu smc.h");

    /// Bytes of a key's description in shared memory.
    public static final int INFO_BYTES = 6;
    public static final int INFO_SIZE_AT = 0;
    public static final int INFO_TYPE_AT = 1;
    public static final int INFO_FLAGS_AT = 5;

    private SmcKeyFlags() {}
}
