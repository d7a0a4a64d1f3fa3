package org.rtkit4j.hardware.proxy.wire;

/// The checksum of frames and data: 32 bits, one multiplication a byte.
///
///     sum = 0xDEADBEEF; for each byte b: sum = sum * 31337 + (b ^ 0x5A); result = sum ^ 0xADDEDBAD
///
/// It notices every change of a single byte, and all but about one in 2^32 of the others. Source: m1n1
/// `src/uartproxy.c`, checksum_block.
public final class Checksum {
    /// The checksum of no bytes, before [#finish].
    public static final int START = 0xDEADBEEF;

    private static final int FINISH = 0xADDEDBAD;
    private static final int FACTOR = 31337;
    private static final int FACTOR_2 = power(2);
    private static final int FACTOR_3 = power(3);
    private static final int FACTOR_4 = power(4);
    private static final int MASK = 0x5A;

    private Checksum() {}

    /// Returns the checksum of `length` bytes of `bytes`, starting at `from`.
    public static int of(byte[] bytes, int from, int length) {
        return finish(add(START, bytes, from, length));
    }

    /// Returns `sum` with more bytes in it.
    public static int add(int sum, byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        // Four bytes at a time: the four products do not wait for each other, as those of single bytes would.
        for (; at <= end - 4; at += 4) {
            sum = sum * FACTOR_4
                    + masked(bytes[at]) * FACTOR_3
                    + masked(bytes[at + 1]) * FACTOR_2
                    + masked(bytes[at + 2]) * FACTOR
                    + masked(bytes[at + 3]);
        }
        for (; at < end; at++) {
            sum = sum * FACTOR + masked(bytes[at]);
        }
        return sum;
    }

    /// Returns the checksum as it goes over the wire.
    public static int finish(int sum) {
        return sum ^ FINISH;
    }

    // Modulo 2^32, as all of it.
    private static int power(int exponent) {
        int product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= FACTOR;
        }
        return product;
    }

    private static int masked(byte value) {
        return (value & 0xff) ^ MASK;
    }
}
