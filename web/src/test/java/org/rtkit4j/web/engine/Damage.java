package org.rtkit4j.web.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Damages a report as transfers, editors and hostile people do.
final class Damage {
    /// What readers look for, and what decoders stumble over.
    private static final List<byte[]> PIECES = List.of(
            text("panic(cpu 0 caller 0x0): "),
            text("\n\n\n"),
            text("\r\n"),
            text("0xffffffffffffffff"),
            text("-9223372036854775808"),
            text("{\"bug_type\":\"210\"}"),
            text("\u2028\u00a0\u201c\u1680\ud83d\ude00"),
            text("\\u0000\\n"),
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
            new byte[] {0, 0, 0, 0},
            new byte[] {(byte) 0xff, (byte) 0xfe});

    private final SplittableRandom random;
    private final List<byte[]> whole;

    Damage(SplittableRandom random, List<byte[]> whole) {
        this.random = random;
        this.whole = whole;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Returns one of the whole reports with one to eight damages.
    byte[] next() {
        byte[] report = pick(whole).clone();
        for (int i = random.nextInt(1, 9); i > 0 && report.length > 0; i--) {
            report = once(report);
        }
        return report;
    }

    private byte[] once(byte[] report) {
        int from = random.nextInt(report.length);
        int to = Math.min(report.length, from + (1 << random.nextInt(12)));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(report, from);
            case 1 -> Arrays.copyOf(report, from);
            case 2 -> joined(report, from, new byte[0], to);
            case 3 -> joined(report, to, Arrays.copyOfRange(report, from, to), to);
            case 4 -> joined(report, from, pick(PIECES), from);
            case 5 -> joined(report, from, pick(PIECES), to);
            default -> joined(report, from, tail(pick(whole)), report.length);
        };
    }

    private static byte[] flipped(byte[] report, int at) {
        report[at] ^= (byte) (1 << (at & 7));
        return report;
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
    }

    private static byte[] joined(byte[] report, int before, byte[] between, int after) {
        var out = new ByteArrayOutputStream();
        out.write(report, 0, before);
        out.writeBytes(between);
        out.write(report, after, report.length - after);
        return out.toByteArray();
    }

    private byte[] pick(List<byte[]> some) {
        return some.get(random.nextInt(some.size()));
    }
}
