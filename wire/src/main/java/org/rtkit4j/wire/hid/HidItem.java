package org.rtkit4j.wire.hid;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The items of a HID report descriptor: a byte that says what it is, and 0, 1, 2 or 4 bytes, little-endian.
///
/// For example, `05 01 09 06 a1 01 ... c0` is usage page 1 (generic desktop), usage 6 (keyboard), an application
/// collection, and its end. Source: USB HID 1.11, 6.2.2.
public final class HidItem {
    private static final String SOURCE = "USB HID 1.11, 6.2.2.2";

    /// How many bytes follow: 3 stands for 4.
    public static final Bits SIZE = bits("SIZE", 1, 0, FieldType.DEC, SOURCE);

    /// Type and tag, without the size: one of the constants below.
    public static final Bits WHAT = bits("WHAT", 7, 2, SOURCE);

    public static final Bits TYPE = bits("TYPE", 3, 2, FieldType.DEC, SOURCE);
    public static final Bits TAG = bits("TAG", 7, 4, SOURCE);
    public static final Layout PREFIX = Layout.named("HID_ITEM", Direction.BOTH, "The first byte of an item")
            .with(TAG, TYPE, SIZE);

    /// A long item: its second byte says how many bytes follow the third. None is defined.
    public static final int LONG = 0xfe;

    // ---- Main items ----

    public static final int INPUT = 0x80;
    public static final int OUTPUT = 0x90;
    public static final int COLLECTION = 0xa0;
    public static final int FEATURE = 0xb0;
    public static final int END_COLLECTION = 0xc0;

    // ---- Global items ----

    public static final int USAGE_PAGE = 0x04;
    public static final int LOGICAL_MINIMUM = 0x14;
    public static final int LOGICAL_MAXIMUM = 0x24;
    public static final int REPORT_SIZE = 0x74;
    public static final int REPORT_ID = 0x84;
    public static final int REPORT_COUNT = 0x94;
    public static final int PUSH = 0xa4;
    public static final int POP = 0xb4;

    // ---- Local items ----

    public static final int USAGE = 0x08;
    public static final int USAGE_MINIMUM = 0x18;
    public static final int USAGE_MAXIMUM = 0x28;

    // ---- What the bytes of an input, output or feature item say ----

    private static final String MAIN_SOURCE = "USB HID 1.11, 6.2.2.5";

    /// Nobody means anything by it.
    public static final Bits CONSTANT = flag("CONSTANT", 0, MAIN_SOURCE);

    /// Each field is a usage; otherwise each field has the number of one that is on.
    public static final Bits VARIABLE = flag("VARIABLE", 1, MAIN_SOURCE);

    /// The field says by how much something has moved.
    public static final Bits RELATIVE = flag("RELATIVE", 2, MAIN_SOURCE);

    public static final Layout MAIN = Layout.named("HID_MAIN", Direction.BOTH, "What a main item says of its fields")
            .with(RELATIVE, VARIABLE, CONSTANT);

    /// A report size that real descriptors have, with a small count; a size of 8 and eight times as many are
    /// meant. Source: the Linux series of June 2026, `apple-hid.c`, which repairs it; a kernel log of an M4
    /// Pro has it five times.
    public static final int FAULTY_REPORT_SIZE = 0x4000;

    public static final List<Layout> LAYOUTS = List.of(PREFIX, MAIN);

    private HidItem() {}
}
