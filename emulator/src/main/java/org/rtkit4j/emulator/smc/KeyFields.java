package org.rtkit4j.emulator.smc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.emulator.firmware.Odds;
import org.rtkit4j.emulator.smc.KeyEntry.PinKind;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.message.SmcKeyFlags;

/// The fields with which a key set describes one key, or all keys of a pattern.
final class KeyFields {
    private final Map<String, Object> fields;
    private final Set<String> known = new HashSet<>();

    KeyFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    String text(String name, String fallback) {
        Object value = find(name, fallback);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not a text: " + name);
    }

    /// Makes the entry of the key with this name, the `index`-th of its pattern.
    KeyEntry entry(String name, int index) {
        String type = "%-4s".formatted(text("type", ""));
        KeyEntry.fourCc(type);
        boolean isBig = isBig(text("order", "little"));
        int size = (int) number("size", impliedSize(type));
        var bare = new KeyEntry(
                KeyEntry.fourCc(name),
                type,
                size,
                flags(isBig),
                isBig,
                new KeyContent.Fixed(""),
                keyOrNone("manual"),
                oneIn(text("fails", "")),
                PinKind.valueOf(text("pin", "plain").toUpperCase(Locale.ROOT).replace('-', '_')));
        return with(bare, content(bare, index));
    }

    void refuseUnknown() {
        fields.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown field of a key: " + name);
                });
    }

    private KeyContent content(KeyEntry bare, int index) {
        double shift = index * number("step", 0) + scatter(bare.name()) * number("scatter", 0);
        if (has("is")) {
            return new KeyContent.Role(KeyRole.of(text("is", "")));
        }
        if (has("follows")) {
            return new KeyContent.Follows(keyOrNone("follows"), number("noise", 0));
        }
        if (has("wave")) {
            List<Double> wave = numbers("wave");
            return new KeyContent.Wave(wave.get(0) + shift, wave.get(1), wave.get(2), wave.get(3));
        }
        return new KeyContent.Fixed(HexFormat.of().formatHex(bytes(bare, shift)));
    }

    private byte[] bytes(KeyEntry bare, double shift) {
        byte[] bytes = new byte[Math.max(bare.sizeBytes(), Long.BYTES)];
        switch (find("value", 0L)) {
            case String text
            when text.startsWith("0x") -> fill(bytes, HexFormat.of().parseHex(text.substring(2)));
            case String text -> fill(bytes, text.getBytes(StandardCharsets.US_ASCII));
            case Long number when shift == 0 && !isReal(bare.type()) -> KeyNumbers.putRaw(bare, number, bytes);
            case Number number -> KeyNumbers.put(bare, number.doubleValue() + shift, bytes);
            default -> throw new IllegalArgumentException("value is neither text nor number");
        }
        return Arrays.copyOf(bytes, bare.sizeBytes());
    }

    private static void fill(byte[] bytes, byte[] with) {
        if (with.length > bytes.length) {
            throw new IllegalArgumentException("value is longer than its key");
        }
        System.arraycopy(with, 0, bytes, 0, with.length);
    }

    private static boolean isReal(String type) {
        return type.equals("flt ") || type.equals("ioft") || type.equals("Sp78");
    }

    private int flags(boolean isBig) {
        String text = text("flags", "r");
        if (text.startsWith("0x")) {
            return Integer.parseInt(text.substring(2), 16) & 0xff;
        }
        long flags = isBig ? 0 : SmcKeyFlags.LITTLE_ENDIAN.mask();
        for (int i = 0; i < text.length(); i++) {
            flags |= flag(text.charAt(i)).mask();
        }
        return (int) flags;
    }

    private static Bits flag(char letter) {
        return switch (letter) {
            case 'r' -> SmcKeyFlags.READABLE;
            case 'w' -> SmcKeyFlags.WRITABLE;
            case 'f' -> SmcKeyFlags.FUNCTION;
            default -> throw new IllegalArgumentException("no such flag, there are r, w and f: " + letter);
        };
    }

    private long impliedSize(String type) {
        int size = KeyNumbers.sizeOf(type);
        if (size == 0 && !has("size")) {
            throw new IllegalArgumentException("size is missing, type has none: " + type);
        }
        return size;
    }

    private int keyOrNone(String field) {
        String name = text(field, "");
        return name.isEmpty() ? 0 : KeyEntry.fourCc(name);
    }

    private static int oneIn(String text) {
        return text.isEmpty() ? 0 : Odds.oneIn(text);
    }

    private static boolean isBig(String order) {
        return switch (order) {
            case "little" -> false;
            case "big" -> true;
            default -> throw new IllegalArgumentException("order is neither little nor big: " + order);
        };
    }

    private double number(String name, long fallback) {
        if (find(name, fallback) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("not a number: " + name);
    }

    @SuppressWarnings("unchecked")
    private List<Double> numbers(String name) {
        if (find(name, List.of()) instanceof List<?> list && list.size() == 4) {
            return (List<Double>) list;
        }
        throw new IllegalArgumentException("wave is [mean, swing, seconds, noise]");
    }

    private boolean has(String name) {
        return fields.containsKey(name);
    }

    private Object find(String name, Object fallback) {
        known.add(name);
        return fields.getOrDefault(name, fallback);
    }

    /// Returns a number from -1 to 1 that is always the same for a key: its place among its like.
    static double scatter(int name) {
        int hash = name * 0x9e37_79b9;
        hash ^= hash >>> 15;
        hash *= 0x85eb_ca6b;
        return (hash ^ (hash >>> 13)) / (double) (1L << 31);
    }

    private static KeyEntry with(KeyEntry bare, KeyContent content) {
        return new KeyEntry(
                bare.name(),
                bare.type(),
                bare.sizeBytes(),
                bare.flags(),
                bare.isBigEndian(),
                content,
                bare.manual(),
                bare.failsOneIn(),
                bare.pin());
    }
}
