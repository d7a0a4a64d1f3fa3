package org.rtkit4j.drivers.smc;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.rtkit4j.drivers.smc.SmcValue.Bytes;
import org.rtkit4j.drivers.smc.SmcValue.Fixed;
import org.rtkit4j.drivers.smc.SmcValue.Flag;
import org.rtkit4j.drivers.smc.SmcValue.Real;
import org.rtkit4j.drivers.smc.SmcValue.Signed;
import org.rtkit4j.drivers.smc.SmcValue.Text;
import org.rtkit4j.drivers.smc.SmcValue.Unsigned;

/// Bytes to values and back, by type. A value whose size does not suit its type is bytes.
final class ValueCodec {
    static final int IOFT_BITS = 16;
    static final int SP78_BITS = 8;

    private ValueCodec() {}

    static SmcValue decode(String type, ByteOrder order, byte[] bytes) {
        if (bytes.length != sizeOf(type, bytes.length)) {
            return new Bytes(HexFormat.of().formatHex(bytes));
        }
        return switch (type) {
            case "ui8 ", "ui16", "ui32", "ui64" -> new Unsigned(unsigned(order, bytes));
            case "si8 ", "si16", "si32", "si64" -> new Signed(signed(order, bytes));
            case "flag" -> new Flag(bytes[0] != 0);
            case "flt " -> new Real(Float.intBitsToFloat((int) unsigned(order, bytes)));
            case "ioft" -> new Fixed(unsigned(order, bytes), IOFT_BITS);
            case "Sp78" -> new Fixed(signed(order, bytes), SP78_BITS);
            case "ch8*" -> new Text(text(bytes));
            default -> new Bytes(HexFormat.of().formatHex(bytes));
        };
    }

    /// Returns the bytes of a value, as many as the key has.
    ///
    /// @throws IllegalArgumentException if it does not suit the key
    static byte[] encode(KeyInfo info, ByteOrder order, SmcValue value) {
        int size = info.sizeBytes();
        return switch (value) {
            case Unsigned(long bits) when size == 8 || bits >>> (8 * size) == 0 -> number(info, order, bits);
            case Signed(long number) when size == 8 || fitsSigned(number, size) -> number(info, order, number);
            case Flag(boolean isSet) -> number(info, order, isSet ? 1 : 0);
            case Real(float real) when size == 4 -> number(info, order, Float.floatToRawIntBits(real));
            case Fixed(long raw, int bits)
            when bits == IOFT_BITS ? size == 8 : size == 2 && fitsSigned(raw, size) -> number(info, order, raw);
            case Unsigned _, Signed _, Real _, Fixed _ -> throw misfit(info, value);
            case Text(String text) -> padded(info, text.getBytes(StandardCharsets.ISO_8859_1));
            case Bytes bytes -> exact(info, bytes.toArray());
        };
    }

    /// Reads a value as a person writes it, by the key's type: a number, `true`, text, or bytes as `0x...`.
    ///
    /// @throws IllegalArgumentException if it is not written as the type wants it; the message says how
    static SmcValue parse(KeyInfo info, String text) {
        try {
            boolean suits = info.sizeBytes() == sizeOf(info.type(), info.sizeBytes());
            return switch (suits ? info.type() : "") {
                case "ui8 ", "ui16", "ui32", "ui64" -> new Unsigned(parseUnsigned(text));
                case "si8 ", "si16", "si32", "si64" -> new Signed(Long.decode(text));
                case "flag" -> new Flag(parseFlag(text));
                case "flt " -> new Real(Float.parseFloat(text));
                case "ioft" -> new Fixed(unsignedFixed(text), IOFT_BITS);
                case "Sp78" -> new Fixed(signedFixed(text), SP78_BITS);
                case "ch8*" -> new Text(text);
                default -> new Bytes(HexFormat.of().formatHex(parseHex(text)));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not a value of this type: type=%s, value=%s"
                            .formatted(info.type().strip(), text),
                    e);
        }
    }

    private static int sizeOf(String type, int otherwise) {
        return switch (type) {
            case "ui8 ", "si8 ", "flag" -> 1;
            case "ui16", "si16", "Sp78" -> 2;
            case "ui32", "si32", "flt " -> 4;
            case "ui64", "si64", "ioft" -> 8;
            default -> otherwise;
        };
    }

    private static long unsigned(ByteOrder order, byte[] bytes) {
        long value = 0;
        for (int i = 0; i < bytes.length; i++) {
            int at = order == ByteOrder.BIG_ENDIAN ? i : bytes.length - 1 - i;
            value = value << 8 | (bytes[at] & 0xff);
        }
        return value;
    }

    private static long signed(ByteOrder order, byte[] bytes) {
        int unused = Long.SIZE - 8 * bytes.length;
        return unsigned(order, bytes) << unused >> unused;
    }

    private static IllegalArgumentException misfit(KeyInfo info, Object value) {
        return new IllegalArgumentException(
                "value does not fit: key=%s, size=%d, value=%s".formatted(info.key(), info.sizeBytes(), value));
    }

    private static byte[] number(KeyInfo info, ByteOrder order, long value) {
        int size = info.sizeBytes();
        if (size < 1 || size > Long.BYTES) {
            throw misfit(info, value);
        }
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[order == ByteOrder.BIG_ENDIAN ? size - 1 - i : i] = (byte) (value >>> (8 * i));
        }
        return bytes;
    }

    private static boolean fitsSigned(long value, int size) {
        int unused = Long.SIZE - 8 * size;
        return size > 0 && value << unused >> unused == value;
    }

    private static byte[] padded(KeyInfo info, byte[] bytes) {
        if (bytes.length > info.sizeBytes()) {
            throw new IllegalArgumentException("text is too long: key=%s, size=%d, length=%d"
                    .formatted(info.key(), info.sizeBytes(), bytes.length));
        }
        return Arrays.copyOf(bytes, info.sizeBytes());
    }

    private static byte[] exact(KeyInfo info, byte[] bytes) {
        if (bytes.length != info.sizeBytes()) {
            throw new IllegalArgumentException("value has another size: key=%s, size=%d, length=%d"
                    .formatted(info.key(), info.sizeBytes(), bytes.length));
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static long parseUnsigned(String text) {
        return text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    }

    private static boolean parseFlag(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new NumberFormatException(text);
        };
    }

    private static long signedFixed(String text) {
        double scaled = Double.parseDouble(text) * (1L << SP78_BITS);
        if (!(Math.abs(scaled) < 0x1p63)) {
            throw new NumberFormatException(text);
        }
        return Math.round(scaled);
    }

    private static long unsignedFixed(String text) {
        double scaled = Double.parseDouble(text) * (1L << IOFT_BITS);
        if (!(scaled >= 0 && scaled < 0x1p64)) {
            throw new NumberFormatException(text);
        }
        return scaled < 0x1p63 ? Math.round(scaled) : Math.round(scaled - 0x1p63) + Long.MIN_VALUE;
    }

    private static byte[] parseHex(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("bytes are written as 0x and two digits each: value=" + text);
        }
        try {
            return HexFormat.of().parseHex(text.substring(2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bytes are written as 0x and two digits each: value=" + text, e);
        }
    }
}
