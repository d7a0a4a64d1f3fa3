package org.rtkit4j.wire.iomfb;

import org.rtkit4j.wire.display.ColorMode;

/// How the firmware describes what a monitor can do: three properties, each an object as in [org.rtkit4j.wire.epic].
///
/// `TimingElements` is an array of modes, `ColorElements` one of colour modes, `DisplayAttributes` a dictionary. A mode
/// is set by the `ID` of its timing and that of a colour mode. Sources: linux drivers/gpu/drm/apple/parser.c and
/// parser.h, m1n1 experiments/dcp.py.
public final class ModeElement {
    public static final String TIMINGS = "TimingElements";
    public static final String COLORS = "ColorElements";
    public static final String ATTRIBUTES = "DisplayAttributes";

    /// In both kinds of elements.
    public static final String ID = "ID";

    /// A mode that is too large for the monitor, or otherwise not to be set.
    public static final String IS_VIRTUAL = "IsVirtual";

    public static final String IS_PREFERRED = "IsPreferred";

    /// Higher is better.
    public static final String SCORE = "Score";

    /// Dictionaries with [#ACTIVE] and others.
    public static final String HORIZONTAL = "HorizontalAttributes";

    public static final String VERTICAL = "VerticalAttributes";

    /// Pixels, or lines, that are shown.
    public static final String ACTIVE = "Active";

    public static final String TOTAL = "Total";
    public static final String FRONT_PORCH = "FrontPorch";
    public static final String SYNC_WIDTH = "SyncWidth";

    /// Of [#VERTICAL]: pictures a second, in units of 1/65536.
    public static final String RATE = "PreciseSyncRate";

    /// The colour modes that go with a timing, an array of them.
    public static final String COLOR_MODES = "ColorModes";

    /// Bits of each channel.
    public static final String DEPTH = "Depth";

    public static final String EOTF = "EOTF";
    public static final String ENCODING = "PixelEncoding";
    public static final String COLORIMETRY = "Colorimetry";
    public static final String RANGE = "DynamicRange";

    /// Of [#ATTRIBUTES], in centimetres.
    public static final String WIDTH_CENTIMETRES = "MaxHorizontalImageSize";

    public static final String HEIGHT_CENTIMETRES = "MaxVerticalImageSize";

    /// The property that has the `ID` of the timing that is set. Source: m1n1 experiments/dcp.py.
    public static final String CURRENT_TIMING = "DPTimingModeId";

    private static final int CHANNELS = 3;
    // Of what parser.h names, as far as the boot loader's interface has it, too.
    private static final int YCBCR_420 = 1;
    private static final int YCBCR_444 = 2;
    private static final int YCBCR_422 = 3;
    private static final int BT_709 = 1;
    private static final int BT_2020_CONSTANT = 6;
    private static final int BT_2020_YCBCR = 7;
    private static final int BT_2020_RGB = 9;
    private static final int SRGB = 10;
    private static final int P3_D65 = 14;
    private static final int P3_THEATER = 15;

    private ModeElement() {}

    /// Returns a colour mode of these numbers.
    public static ColorMode color(long depth, long eotf, long encoding, long colorimetry) {
        return new ColorMode(
                colors(colorimetry),
                eotf == 0 ? ColorMode.STANDARD_RANGE : ColorMode.HIGH_RANGE,
                encodingOf(encoding),
                (int) depth * CHANNELS);
    }

    /// Returns the number of its bits per channel.
    public static int depth(ColorMode mode) {
        return mode.bitsPerPixel() / CHANNELS;
    }

    /// Returns its number among transfer functions.
    public static int eotf(ColorMode mode) {
        return mode.eotf() == ColorMode.HIGH_RANGE ? 1 : 0;
    }

    /// Returns its number among encodings.
    public static int encoding(ColorMode mode) {
        return switch (mode.encoding()) {
            case ColorMode.YCBCR_444 -> YCBCR_444;
            case ColorMode.YCBCR_422 -> YCBCR_422;
            case ColorMode.YCBCR_420 -> YCBCR_420;
            default -> 0;
        };
    }

    private static int encodingOf(long number) {
        return switch ((int) number) {
            case YCBCR_444 -> ColorMode.YCBCR_444;
            case YCBCR_422 -> ColorMode.YCBCR_422;
            case YCBCR_420 -> ColorMode.YCBCR_420;
            default -> ColorMode.RGB;
        };
    }

    /// Returns its number among colour spaces.
    public static int colorimetry(ColorMode mode) {
        boolean isRgb = mode.encoding() == ColorMode.RGB;
        return switch (mode.colorimetry()) {
            case ColorMode.BT_2020 -> isRgb ? BT_2020_RGB : BT_2020_YCBCR;
            case ColorMode.DCI_P3 -> P3_D65;
            default -> isRgb ? SRGB : BT_709;
        };
    }

    private static int colors(long number) {
        return switch ((int) number) {
            case BT_2020_CONSTANT, BT_2020_YCBCR, BT_2020_RGB -> ColorMode.BT_2020;
            case P3_D65, P3_THEATER -> ColorMode.DCI_P3;
            default -> ColorMode.BT_709;
        };
    }
}
