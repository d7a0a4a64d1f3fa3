package org.rtkit4j.emulator.smc;

import java.util.Map;

/// How numbers lie in memory, by the key's type.
final class KeyNumbers {
    private static final double FRACTION_16 = 65536;
    private static final double FRACTION_8 = 256;

    /// Sizes of the types that have one.
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("ui8 ", 1),
            Map.entry("ui16", 2),
            Map.entry("ui32", 4),
            Map.entry("ui64", 8),
            Map.entry("si8 ", 1),
            Map.entry("si16", 2),
            Map.entry("si32", 4),
            Map.entry("si64", 8),
            Map.entry("flag", 1),
            Map.entry("flt ", 4),
            Map.entry("ioft", 8),
            Map.entry("Sp78", 2));

    private KeyNumbers() {}

    /// Returns the size that a type implies, or 0.
    static int sizeOf(String type) {
        return SIZES.getOrDefault(type, 0);
    }

    /// Writes a number as the key's type has it.
    static void put(KeyEntry entry, double value, byte[] into) {
        long raw = switch (entry.type()) {
            case "flt " -> Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
            case "ioft" -> Math.round(value * FRACTION_16);
            case "Sp78" -> Math.round(value * FRACTION_8);
            default -> Math.round(value);
        };
        putRaw(entry, raw, into);
    }

    /// Writes the low bytes of a number in the key's byte order.
    static void putRaw(KeyEntry entry, long raw, byte[] into) {
        int size = entry.sizeBytes();
        for (int i = 0; i < size; i++) {
            int shift = 8 * (entry.isBigEndian() ? size - 1 - i : i);
            into[i] = shift < Long.SIZE ? (byte) (raw >> shift) : 0;
        }
    }

    /// Reads what [#putRaw] writes, zero-extended, from the first eight bytes at most.
    static long raw(KeyEntry entry, byte[] from) {
        int size = Math.min(entry.sizeBytes(), Long.BYTES);
        long raw = 0;
        for (int i = 0; i < size; i++) {
            raw |= (from[i] & 0xffL) << (8 * (entry.isBigEndian() ? size - 1 - i : i));
        }
        return raw;
    }

    /// Reads a number as the key's type has it.
    static double number(KeyEntry entry, byte[] from) {
        long raw = raw(entry, from);
        return switch (entry.type()) {
            case "flt " -> Float.intBitsToFloat((int) raw);
            case "ioft" -> raw / FRACTION_16;
            case "Sp78" -> (short) raw / FRACTION_8;
            default -> raw;
        };
    }
}
