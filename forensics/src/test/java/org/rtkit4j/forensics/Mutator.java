package org.rtkit4j.forensics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Damages an input, one to eight times over: bytes flipped, lines deleted, doubled or moved, pieces inserted,
/// numbers replaced, pieces of the input spliced into each other, the end cut off.
final class Mutator {
    private static final String[] PIECES = {
        "0x",
        "0xffffffffffffffff",
        "000000000000000000",
        "-1",
        "9".repeat(30),
        "|",
        " - ",
        "(27)",
        "\n",
        "\n\n",
        "\r\n",
        "\u0000",
        "\u001b[2J",
        "\\",
        "\\u12",
        "\"",
        "panic(cpu",
        "RTKit: ",
        "Mailbox (",
        "Faulting task",
        "[RX]",
        "RTKit Task List:",
        "RTBuddy(",
        "Debugger message:",
        "…",
        "=",
        ": ",
        "1.dcp: ",
        "CLHE",
        "\u00e9",
        "a".repeat(300)
    };

    private final byte[] original;
    private final SplittableRandom random;

    Mutator(byte[] original, SplittableRandom random) {
        this.original = original;
        this.random = random;
    }

    byte[] next() {
        byte[] input = original.clone();
        for (int i = random.nextInt(1, 9); i > 0 && input.length > 0; i--) {
            input = damage(input);
        }
        return input;
    }

    private byte[] damage(byte[] input) {
        return switch (random.nextInt(8)) {
            case 0 -> flip(input);
            case 1 -> replace(input, lineStart(input), lineEnd(input), new byte[0]);
            case 2 -> doubleLine(input);
            case 3 -> insert(input, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            case 4 -> number(input);
            case 5 -> splice(input);
            case 6 -> replaceLine(input);
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(input, random.nextInt(input.length)) : flip(input);
        };
    }

    private byte[] flip(byte[] input) {
        input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        return input;
    }

    private int at;

    private int lineStart(byte[] input) {
        at = random.nextInt(input.length);
        int start = at;
        while (start > 0 && input[start - 1] != '\n' && at - start < 4096) {
            start--;
        }
        return start;
    }

    /// The end of the line that [#lineStart] chose.
    private int lineEnd(byte[] input) {
        int end = at;
        while (end < input.length && input[end] != '\n' && end - at < 4096) {
            end++;
        }
        return Math.min(end + 1, input.length);
    }

    private byte[] doubleLine(byte[] input) {
        int start = lineStart(input);
        byte[] line = Arrays.copyOfRange(input, start, lineEnd(input));
        return insert(input, line);
    }

    private byte[] replaceLine(byte[] input) {
        int start = lineStart(input);
        byte[] line = Arrays.copyOfRange(input, start, lineEnd(input));
        int other = lineStart(input);
        return replace(input, other, lineEnd(input), line);
    }

    private byte[] insert(byte[] input, byte[] piece) {
        int where = random.nextInt(input.length + 1);
        return replace(input, where, where, piece);
    }

    private byte[] number(byte[] input) {
        int start = random.nextInt(input.length);
        while (start < input.length && (input[start] < '0' || input[start] > '9')) {
            start++;
        }
        int end = start;
        while (end < input.length && Character.digit(input[end], 16) >= 0) {
            end++;
        }
        String digits = random.nextBoolean() ? Long.toHexString(random.nextLong()) : Long.toString(random.nextLong());
        return replace(input, start, end, digits.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] splice(byte[] input) {
        int from = random.nextInt(input.length);
        int length = random.nextInt(Math.min(2048, input.length - from) + 1);
        return insert(input, Arrays.copyOfRange(input, from, from + length));
    }

    private static byte[] replace(byte[] input, int from, int to, byte[] piece) {
        var out = new ByteArrayOutputStream(input.length + piece.length);
        out.write(input, 0, from);
        out.writeBytes(piece);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
