package org.rtkit4j.devicetree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// Input for readers, written by hand or damaged at random.
public final class Bytes {
    private Bytes() {}

    /// Returns the bytes of lines of hexadecimal digits; `'text'` stands for its letters, `text*32` is padded
    /// with NUL.
    public static byte[] of(String... parts) {
        var out = new ByteArrayOutputStream();
        for (String part : parts) {
            if (part.startsWith("'")) {
                String[] text = part.substring(1).split("'", -1);
                byte[] letters = text[0].getBytes(StandardCharsets.ISO_8859_1);
                int length = text[1].isEmpty() ? letters.length : Integer.parseInt(text[1]);
                out.writeBytes(Arrays.copyOf(letters, length));
            } else {
                out.writeBytes(HexFormat.of().parseHex(part.replace(" ", "")));
            }
        }
        return out.toByteArray();
    }

    /// Returns a copy with a few bytes changed, cut off or put in.
    public static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(1, 6); i > 0 && damaged.length > 0; i--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] = (byte) random.nextInt();
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                case 3 -> damaged = Arrays.copyOf(damaged, at);
                default -> damaged = inserted(damaged, at, random);
            }
        }
        return damaged;
    }

    private static byte[] inserted(byte[] bytes, int at, SplittableRandom random) {
        byte[] more = new byte[random.nextInt(1, 40)];
        random.nextBytes(more);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        System.arraycopy(more, 0, longer, at, more.length);
        return longer;
    }
}
