package org.rtkit4j.emulator.mtp;

import java.util.HexFormat;

/// The HID report descriptors of the emulated devices, item by item. They are our own, and generic: Apple's are
/// Apple's.
///
/// Source of what the items mean: USB HID 1.11, 6.2.2, and HID Usage Tables 1.4.
final class Descriptors {
    // Report size 0x4000, count 1, of a vendor's feature. Source: the Linux series of June 2026, which repairs it.
    private static final byte[] FAULT = bytes("""
            06 00 ff  09 20  a1 01  85 7f  ; vendor page, report 0x7f
              09 21  15 00  26 ff 00  76 00 40  95 01  b1 02
            c0""");

    /// A boot keyboard: report 1 of 8 bytes, LEDs in report 1 of one.
    static final byte[] KEYBOARD = bytes("""
            05 01  09 06  a1 01  85 01  ; generic desktop, keyboard, report 1
              05 07  19 e0  29 e7  15 00  25 01  75 01  95 08  81 02  ; eight modifiers
              75 08  95 01  81 03  ; a byte for nothing
              05 08  19 01  29 05  75 01  95 05  91 02  ; five LEDs
              75 03  95 01  91 03
              05 07  19 00  2a ff 00  15 00  26 ff 00  75 08  95 06  81 00  ; six keys
            c0""");

    /// A mouse of three buttons in report 2, and a touch pad of five fingers in report 5.
    static final byte[] TOUCH = bytes("""
            05 01  09 02  a1 01  85 02  09 01  a1 00
              05 09  19 01  29 03  15 00  25 01  75 01  95 03  81 02  ; three buttons
              75 05  95 01  81 03
              05 01  09 30  09 31  09 38  15 81  25 7f  75 08  95 03  81 06  ; X, Y, wheel
            c0  c0
            05 0d  09 05  a1 01  85 05
            """ + finger().repeat(TouchSurface.FINGERS) + """
              05 0d  09 56  27 ff ff 00 00  75 10  95 01  81 02  ; scan time
              09 54  25 05  75 08  95 01  81 02  ; how many fingers
              05 09  09 01  25 01  75 01  95 01  81 02  ; button
              75 07  95 01  81 03
            c0""");

    /// Feature reports for who made it all.
    static final byte[] STM = bytes("""
            06 00 ff  09 01  a1 01  15 00  26 ff 00  75 08
              85 10  09 10  95 0b  b1 02
              85 11  09 11  95 20  b1 02
              85 14  09 14  95 01  b1 02
            c0""");

    /// An output report that nobody but its maker understands.
    static final byte[] ACTUATOR = bytes("""
            06 00 ff  09 0d  a1 01  85 3f
              09 21  15 00  26 ff 00  75 08  95 0f  91 02
            c0""");

    private Descriptors() {}

    private static String finger() {
        return """
              05 0d  09 22  a1 02
                09 42  09 47  15 00  25 01  75 01  95 02  81 02  ; tip, confidence
                75 06  95 01  81 03
                09 51  25 0f  75 08  95 01  81 02  ; which contact
                05 01  09 30  26 00 32  75 10  95 01  81 02  ; X, 0 to 12800
                09 31  26 00 1e  81 02  ; Y, 0 to 7680
              c0
            """;
    }

    /// Returns a descriptor with the item in it that real ones have.
    static byte[] faulty(byte[] descriptor) {
        byte[] both = new byte[descriptor.length + FAULT.length];
        System.arraycopy(descriptor, 0, both, 0, descriptor.length);
        System.arraycopy(FAULT, 0, both, descriptor.length, FAULT.length);
        return both;
    }

    // What is said of the bytes stands behind a semicolon.
    private static byte[] bytes(String listing) {
        String digits = listing.replaceAll("(?m);.*$", "").replaceAll("\\s", "");
        return HexFormat.of().parseHex(digits);
    }
}
