package org.rtkit4j.forensics.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The decoders that the page has in common with the command, beside the JDK's.
///
/// `-Ddecoded=10000000` has so many inputs decoded for each seed.
class DecodersTest {
    private static final int INPUTS = Integer.getInteger("decoded", 100_000);
    private static final int LONGEST = 24;

    /// First bytes, last bytes and those beside them of every rule: a random byte seldom is one.
    private static final byte[] EDGES =
            HexFormat.of().parseHex("007f808f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5f8feffd7d8dbdcdfe0");

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void utf8IsTheJdks(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(random);
            assertEquals(new String(input, StandardCharsets.UTF_8), Utf8.decode(input, 0), () -> hex(input));
        }
        System.err.println("inputs decoded as UTF-8: " + INPUTS + ", -Dseed=" + seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void utf16IsTheJdks(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(random);
            assertEquals(new String(input, StandardCharsets.UTF_16LE), Utf16.littleEndian(input, 0), () -> hex(input));
            assertEquals(new String(input, StandardCharsets.UTF_16BE), Utf16.bigEndian(input, 0), () -> hex(input));
        }
    }

    /// Longer than what is decoded at once, with halves of characters wherever that ends.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aStreamIsDecodedAsAWhole(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (TextEncoding encoding : List.of(TextEncoding.UTF_16LE, TextEncoding.UTF_16BE, TextEncoding.UTF_32LE)) {
            byte[] input = new byte[random.nextInt(100_000)];
            random.nextBytes(input);
            for (int from = random.nextInt(1, 64); from < input.length; from += random.nextInt(1, 64)) {
                input[from] = EDGES[input[from] & EDGES.length - 1];
            }
            var stream = new ReencodedInput(new ByteArrayInputStream(input), encoding);
            byte[] whole = encoding.decode(input).getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(whole, stream.readAllBytes(), encoding::toString);
        }
    }

    @Test
    void manyHalvesOfCharactersInAStreamAreDecodedAsAWhole() throws IOException {
        for (int count = 8_190; count < 8_196; count++) {
            byte[] input = utf16("\ud83d".repeat(count) + "\ude00".repeat(3));
            var stream = new ReencodedInput(new ByteArrayInputStream(input), TextEncoding.UTF_16BE);
            assertArrayEquals(
                    Utf16.bigEndian(input, 0).getBytes(StandardCharsets.UTF_8), stream.readAllBytes(), "" + count);
        }
    }

    /// The units as they are, whole characters or not.
    private static byte[] utf16(String units) {
        var bytes = ByteBuffer.allocate(units.length() * Character.BYTES);
        units.chars().forEach(unit -> bytes.putChar((char) unit));
        return bytes.array();
    }

    @Test
    void everyCharacterIsItself() {
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            if (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) {
                String text = Character.toString(code);
                assertEquals(text, Utf8.decode(text.getBytes(StandardCharsets.UTF_8), 0));
                assertEquals(text, Utf16.littleEndian(text.getBytes(StandardCharsets.UTF_16LE), 0));
                assertEquals(text, Utf16.bigEndian(text.getBytes(StandardCharsets.UTF_16BE), 0));
            }
        }
    }

    /// Half of them of the rules' edges, the others of anything.
    private static byte[] input(SplittableRandom random) {
        byte[] input = new byte[random.nextInt(LONGEST)];
        random.nextBytes(input);
        if (random.nextBoolean()) {
            for (int i = 0; i < input.length; i++) {
                input[i] = EDGES[input[i] & EDGES.length - 1];
            }
        }
        return input;
    }

    private static String hex(byte[] input) {
        return HexFormat.of().formatHex(input);
    }
}
