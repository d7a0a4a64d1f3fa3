package org.rtkit4j.wire.hid;

/// Usages of trackpads, mice and LEDs: page and number in one, the page in 31:16.
///
/// Source: HID Usage Tables 1.4: 4 generic desktop, 11 LEDs, 12 buttons, 16 digitizers.
public final class HidUsage {
    public static final int X = 0x0001_0030;
    public static final int Y = 0x0001_0031;
    public static final int WHEEL = 0x0001_0038;

    public static final int LED_PAGE = 0x08;
    public static final int BUTTON_PAGE = 0x09;

    /// A finger: the collection that has its fields.
    public static final int FINGER = 0x000d_0022;

    /// Whether the finger touches.
    public static final int TIP_SWITCH = 0x000d_0042;

    /// Which finger it is, from its first touch to its last.
    public static final int CONTACT = 0x000d_0051;

    /// How many of the fingers in the report count.
    public static final int CONTACT_COUNT = 0x000d_0054;

    private HidUsage() {}

    public static int page(int usage) {
        return usage >>> 16;
    }

    public static int number(int usage) {
        return usage & 0xffff;
    }
}
