package org.rtkit4j.wire.dockchannel;

import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// The feature reports of the interface `stm`: what keyboard and trackpad are.
///
/// An answer begins with the report's number; offsets count from the byte after it. Source: aurora
/// dockchannel-hid.c.
public final class StmReport {
    /// Who made it: [#ID_STRUCT].
    public static final int ID = 0x10;

    /// ASCII.
    public static final int SERIAL = 0x11;

    /// One byte.
    public static final int KEYBOARD_TYPE = 0x14;

    private static final String SOURCE = "aurora dockchannel-hid.c";

    public static final int ID_BYTES = 11;
    public static final Field VENDOR = u16("vendor", 1, SOURCE);
    public static final Field PRODUCT = u16("product", 3, SOURCE);
    public static final Field VERSION = u16("version", 5, SOURCE);
    public static final Field TYPE = u8("keyboard type", 9, SOURCE);
    public static final Field SERIAL_BYTES = u8("serial length", 10, SOURCE);

    public static final Struct ID_STRUCT = Struct.of(
            "STM_ID", "Who made keyboard and trackpad", ID_BYTES, VENDOR, PRODUCT, VERSION, TYPE, SERIAL_BYTES);

    private StmReport() {}
}
