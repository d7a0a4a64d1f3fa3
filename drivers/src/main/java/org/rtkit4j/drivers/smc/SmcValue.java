package org.rtkit4j.drivers.smc;

import java.util.HexFormat;

/// A key's value, by its type.
public sealed interface SmcValue {
    /// `ui8 ` to `ui64`.
    ///
    /// @param bits 64 bits, to be read as unsigned
    record Unsigned(long bits) implements SmcValue {
        @Override
        public String toString() {
            return Long.toUnsignedString(bits);
        }
    }

    /// `si8 ` to `si64`.
    record Signed(long value) implements SmcValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /// `flag`: one byte, of which only zero is false.
    record Flag(boolean value) implements SmcValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /// `flt `: an IEEE 754 number of 32 bits, which may be no number.
    record Real(float value) implements SmcValue {
        @Override
        public String toString() {
            return Float.toString(value);
        }
    }

    /// `ioft`, 48.16 fixed point, unsigned; or `Sp78`, 7.8, signed.
    ///
    /// @param raw the number times 2 to the power of `fractionBits`
    record Fixed(long raw, int fractionBits) implements SmcValue {
        /// Returns the number; one of 48 bits loses its last fraction bits.
        public double value() {
            double whole = raw >= 0 || fractionBits == ValueCodec.SP78_BITS ? raw : raw + 0x1p64;
            return whole / (1L << fractionBits);
        }

        @Override
        public String toString() {
            return Double.toString(value());
        }
    }

    /// `ch8*`: text up to the first zero byte. It is the firmware's: escape it before it reaches a terminal.
    record Text(String text) implements SmcValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /// `hex_`, and whatever is not known.
    ///
    /// @param hex two digits a byte, in the order of memory
    record Bytes(String hex) implements SmcValue {
        /// Returns the bytes.
        public byte[] toArray() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return hex;
        }
    }

    /// Returns it as a number, or `NaN` where it is none.
    default double number() {
        return switch (this) {
            case Unsigned(long bits) -> bits >= 0 ? (double) bits : bits + 0x1p64;
            case Signed(long value) -> value;
            case Flag(boolean value) -> value ? 1 : 0;
            case Real(float value) -> value;
            case Fixed fixed -> fixed.value();
            case Text _, Bytes _ -> Double.NaN;
        };
    }
}
