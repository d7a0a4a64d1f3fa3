package org.rtkit4j.wire.display;

/// How colours travel to a monitor. Numbers as in m1n1 `src/dcp_iboot.h`, and kept where they are not known here.
///
/// @param colorimetry 1 BT.601 or BT.709, 2 BT.2020, 3 DCI-P3
/// @param eotf 1 standard range, 2 high range
/// @param encoding 1 RGB, 3 4:4:4, 4 4:2:2, 5 4:2:0
/// @param bitsPerPixel of one colour's channel times three: 24, 30
public record ColorMode(int colorimetry, int eotf, int encoding, int bitsPerPixel) {
    public static final int BT_709 = 1;
    public static final int BT_2020 = 2;
    public static final int DCI_P3 = 3;
    public static final int STANDARD_RANGE = 1;
    public static final int HIGH_RANGE = 2;
    public static final int RGB = 1;
    public static final int YCBCR_444 = 3;
    public static final int YCBCR_422 = 4;
    public static final int YCBCR_420 = 5;

    /// What every monitor shows.
    public static final ColorMode PLAIN = new ColorMode(BT_709, STANDARD_RANGE, RGB, 24);

    /// Returns it as people read it: `RGB 24-bit BT.709 SDR`.
    @Override
    public String toString() {
        String encodings = name(encoding, "RGB", "", "4:4:4", "4:2:2", "4:2:0");
        String colors = name(colorimetry, "BT.709", "BT.2020", "DCI-P3");
        return "%s %d-bit %s %s".formatted(encodings, bitsPerPixel, colors, name(eotf, "SDR", "HDR"));
    }

    private static String name(int number, String... names) {
        return number >= 1 && number <= names.length && !names[number - 1].isEmpty()
                ? names[number - 1]
                : Integer.toString(number);
    }
}
