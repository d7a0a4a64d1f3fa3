package org.rtkit4j.wire.display;

import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import java.util.List;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// How a boot loader asks for a picture: commands of type 0xc0 to the service `disp0-service`, with data out of
/// line and a head of their own before it.
///
///     request = operation, size with this head, 8 zero bytes, payload
///     answer  = operation, size with this head, payload
///
/// Sources: m1n1 `src/dcp_iboot.c`, `src/dcp_iboot.h`, `fw/dcp/iboot.py`.
public final class Iboot {
    /// The endpoint of the service.
    public static final int ENDPOINT = 0x23;

    public static final String SERVICE = "disp0-service";

    private static final String SOURCE = "m1n1 src/dcp_iboot.c, fw/dcp/iboot.py";

    private Iboot() {}

    /// What is asked.
    public static final class Operation {
        /// Payload: a [Layer].
        public static final int SET_SURFACE = 1;

        /// Payload: a word, 0 or 1; its size is told as one byte.
        public static final int SET_POWER = 2;

        /// Answer: a [HotPlug].
        public static final int GET_HOT_PLUG = 3;

        /// Answer: a count, and as many [Timing].
        public static final int TIMING_MODES = 4;

        /// Answer: a count, and as many [Color].
        public static final int COLOR_MODES = 5;

        /// Payload: a [Timing], a [Color].
        public static final int SET_MODE = 6;

        /// Answer: a [Swap].
        public static final int SWAP_BEGIN = 15;

        /// Payload: a [SwapLayer], or since 13.3 one with a gap.
        public static final int SWAP_SET_LAYER = 16;

        /// Payload: 12 zero bytes.
        public static final int SWAP_END = 18;

        private Operation() {}

        /// Returns its name in the sources, or its number.
        public static String name(long operation) {
            return switch ((int) operation) {
                case SET_SURFACE -> "SET_SURFACE";
                case SET_POWER -> "SET_POWER";
                case GET_HOT_PLUG -> "GET_HPD";
                case TIMING_MODES -> "GET_TIMING_MODES";
                case COLOR_MODES -> "GET_COLOR_MODES";
                case SET_MODE -> "SET_MODE";
                case SWAP_BEGIN -> "SWAP_BEGIN";
                case SWAP_SET_LAYER -> "SWAP_SET_LAYER";
                case SWAP_END -> "SWAP_END";
                default -> Long.toString(operation);
            };
        }
    }

    /// Before the payload of a request, and its first half before that of an answer.
    public static final class Head {
        public static final int REQUEST_BYTES = 16;
        public static final int ANSWER_BYTES = 8;
        public static final Field OPERATION = u32("operation", 0, SOURCE);
        public static final Field SIZE = u32("size", 4, SOURCE);
        public static final Struct STRUCT =
                Struct.of("IBOOT_HEAD", "Before the payload", REQUEST_BYTES, OPERATION, SIZE);

        private Head() {}
    }

    /// Whether a monitor is there, and how many modes it has.
    public static final class HotPlug {
        public static final int BYTES = 12;
        public static final Field CONNECTED = u8("connected", 0, SOURCE);
        public static final Field TIMINGS = u32("timing modes", 4, SOURCE);
        public static final Field COLORS = u32("color modes", 8, SOURCE);
        public static final Struct STRUCT =
                Struct.of("IBOOT_HPD", "Whether a monitor is there", BYTES, CONNECTED, TIMINGS, COLORS);

        private HotPlug() {}
    }

    /// A [TimingMode].
    public static final class Timing {
        public static final int BYTES = 24;
        public static final Field VALID = u32("valid", 0, SOURCE);
        public static final Field WIDTH = u32("width", 4, SOURCE);
        public static final Field HEIGHT = u32("height", 8, SOURCE);

        /// In units of 1/65536 a second.
        public static final Field REFRESH = u32("refresh rate", 12, SOURCE);

        public static final Struct STRUCT =
                Struct.of("IBOOT_TIMING_MODE", "A timing mode", BYTES, VALID, WIDTH, HEIGHT, REFRESH);

        private Timing() {}
    }

    /// A [ColorMode].
    public static final class Color {
        public static final int BYTES = 24;
        public static final Field VALID = u32("valid", 0, SOURCE);
        public static final Field COLORIMETRY = u32("colorimetry", 4, SOURCE);
        public static final Field EOTF = u32("eotf", 8, SOURCE);
        public static final Field ENCODING = u32("encoding", 12, SOURCE);
        public static final Field BITS = u32("bits per pixel", 16, SOURCE);
        public static final Struct STRUCT =
                Struct.of("IBOOT_COLOR_MODE", "A color mode", BYTES, VALID, COLORIMETRY, EOTF, ENCODING, BITS);

        private Color() {}
    }

    /// A picture in memory.
    public static final class Layer {
        public static final int BYTES = 164;
        public static final int PLANES = 3;

        /// Size of a plane, of which the first begins the layer.
        public static final int PLANE_BYTES = 44;

        /// Pixels line after line.
        public static final int PLANAR = 1;

        /// What m1n1 asks for; source: the same files, which call it native.
        public static final int NATIVE = 2;

        public static final Field ADDRESS = u64("address", 4, SOURCE);
        public static final Field STRIDE = u32("stride", 16, SOURCE);
        public static final Field ADDRESS_FORMAT = u32("address format", 36, SOURCE);
        public static final Field PLANE_COUNT = u32("planes", 136, SOURCE);
        public static final Field WIDTH = u32("width", 140, SOURCE);
        public static final Field HEIGHT = u32("height", 144, SOURCE);

        /// See [PixelFormat#code].
        public static final Field FORMAT = u32("format", 148, SOURCE);

        public static final Field COLOR_SPACE = u32("color space", 152, SOURCE);
        public static final Field EOTF = u32("eotf", 156, SOURCE);

        /// 0 as it is, 1 and 2 mirrored, 3 to 5 turned.
        public static final Field TRANSFORM = u8("transform", 160, SOURCE);

        public static final Struct STRUCT = Struct.of(
                "IBOOT_LAYER",
                "A picture in memory; the first of its three planes",
                BYTES,
                ADDRESS,
                STRIDE,
                ADDRESS_FORMAT,
                bytes("other planes", PLANE_BYTES, 2 * PLANE_BYTES, SOURCE),
                PLANE_COUNT,
                WIDTH,
                HEIGHT,
                FORMAT,
                COLOR_SPACE,
                EOTF,
                TRANSFORM);

        private Layer() {}
    }

    /// A rectangle: width and height come first, unlike everywhere else.
    public static final class Rectangle {
        public static final int BYTES = 16;
        public static final Field WIDTH = u32("width", 0, SOURCE);
        public static final Field HEIGHT = u32("height", 4, SOURCE);
        public static final Field X = u32("x", 8, SOURCE);
        public static final Field Y = u32("y", 12, SOURCE);
        public static final Struct STRUCT = Struct.of("IBOOT_RECT", "A rectangle", BYTES, WIDTH, HEIGHT, X, Y);

        private Rectangle() {}
    }

    /// A layer of a swap: a [Layer], and two [Rectangle], what is shown of it and where. Since 13.3 there are 8
    /// bytes between layer and rectangles.
    public static final class SwapLayer {
        public static final int BYTES = 208;
        public static final int GAP_BYTES = 8;

        public static final Field LAYER_ID = u32("layer", 4, SOURCE);

        /// Where the layer begins.
        public static final int LAYER = 8;

        /// Where the rectangles begin, without the gap: source, and behind it target.
        public static final int RECTANGLES = LAYER + Layer.BYTES;

        public static final Struct STRUCT = Struct.of(
                "IBOOT_SWAP_LAYER",
                "A layer of a swap",
                BYTES,
                LAYER_ID,
                bytes("picture", LAYER, Layer.BYTES, SOURCE),
                bytes("source", RECTANGLES, Rectangle.BYTES, SOURCE),
                bytes("target", RECTANGLES + Rectangle.BYTES, Rectangle.BYTES, SOURCE));

        private SwapLayer() {}
    }

    /// What a swap that has begun is called.
    public static final class Swap {
        public static final int BYTES = 20;
        public static final Field ID = u32("swap", 12, SOURCE);
        public static final Struct STRUCT = Struct.of("IBOOT_SWAP", "A swap has begun", BYTES, ID);

        private Swap() {}
    }

    /// Returns every structure here.
    public static List<Struct> structs() {
        return List.of(
                Head.STRUCT,
                HotPlug.STRUCT,
                Timing.STRUCT,
                Color.STRUCT,
                Layer.STRUCT,
                Rectangle.STRUCT,
                SwapLayer.STRUCT,
                Swap.STRUCT);
    }
}
