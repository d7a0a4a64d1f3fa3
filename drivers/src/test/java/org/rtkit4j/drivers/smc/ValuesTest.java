package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.drivers.smc.SmcValue.Bytes;
import org.rtkit4j.drivers.smc.SmcValue.Fixed;
import org.rtkit4j.drivers.smc.SmcValue.Flag;
import org.rtkit4j.drivers.smc.SmcValue.Real;
import org.rtkit4j.drivers.smc.SmcValue.Signed;
import org.rtkit4j.drivers.smc.SmcValue.Text;
import org.rtkit4j.drivers.smc.SmcValue.Unsigned;

class ValuesTest {
    private static final String KEYS = """
            {"keys": [
              {"key": "#KEY", "type": "ui32", "order": "big", "is": "count"},
              {"key": "NTAP", "type": "ui8", "flags": "w", "is": "notify"},
              {"key": "VP3b", "type": "flt", "flags": "rw", "order": "big"},
              {"key": "D1VM", "type": "ui16", "flags": "rw", "order": "big"},
              {"key": "u08_", "type": "ui8", "flags": "rw"}, {"key": "u16_", "type": "ui16", "flags": "rw"},
              {"key": "u32_", "type": "ui32", "flags": "rw"}, {"key": "u64_", "type": "ui64", "flags": "rw"},
              {"key": "s08_", "type": "si8", "flags": "rw"}, {"key": "s16_", "type": "si16", "flags": "rw"},
              {"key": "s32_", "type": "si32", "flags": "rw"}, {"key": "s64_", "type": "si64", "flags": "rw"},
              {"key": "flag", "type": "flag", "flags": "rw"}, {"key": "flt_", "type": "flt", "flags": "rw"},
              {"key": "ioft", "type": "ioft", "flags": "rw"}, {"key": "Sp78", "type": "Sp78", "flags": "rw"},
              {"key": "hex_", "type": "hex_", "size": 7, "flags": "rw"},
              {"key": "ch8_", "type": "ch8*", "size": 9, "flags": "rw"},
              {"key": "what", "type": "{jst", "size": 255, "flags": "rw"},
              {"key": "odd_", "type": "ui32", "size": 3, "flags": "rw"}
            ]}
            """;

    /// Key, value as a person writes it, bytes as they lie in memory: by hand.
    @ParameterizedTest
    @CsvSource({
        "u08_, 200, c8",
        "u16_, 258, 0201",
        "u32_, 0xdeadbeef, efbeadde",
        "u64_, 18446744073709551615, ffffffffffffffff",
        "s08_, -128, 80",
        "s16_, -2, feff",
        "s32_, -2147483648, 00000080",
        "s64_, -1, ffffffffffffffff",
        "flag, true, 01",
        "flag, false, 00",
        "flt_, 1.5, 0000c03f",
        "ioft, 3.5, 0080030000000000",
        "ioft, 0, 0000000000000000",
        "ioft, 140737488355328, 0000000000000080",
        "ioft, 281474976710655.5, 0080ffffffffffff",
        "Sp78, -12.5, f380",
        "VP3b, 1.5, 3fc00000",
        "D1VM, 5000, 1388",
        "hex_, 0x01020304050607, 01020304050607",
        "ch8_, J293, 4a3239330000000000",
    })
    void everyTypeGoesThereAndBack(String key, String text, String hex) throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            SmcValue value = rig.smc.parse(SmcKey.of(key), text);
            rig.smc.put(SmcKey.of(key), value);
            assertEquals(hex, HexFormat.of().formatHex(rig.board.written(key).orElseThrow()));
            assertEquals(value, rig.smc.value(SmcKey.of(key)));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyValueGoesThereAndBack(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (var rig = SmcRig.withKeys(KEYS)) {
            for (int i = 0; i < 50; i++) {
                assertRoundTrip(rig, "u08_", new Unsigned(random.nextLong() >>> 56));
                assertRoundTrip(rig, "u16_", new Unsigned(random.nextLong() >>> 48));
                assertRoundTrip(rig, "D1VM", new Unsigned(random.nextLong() >>> 48));
                assertRoundTrip(rig, "u32_", new Unsigned(random.nextLong() >>> 32));
                assertRoundTrip(rig, "u64_", new Unsigned(random.nextLong()));
                assertRoundTrip(rig, "s08_", new Signed(random.nextLong() >> 56));
                assertRoundTrip(rig, "s16_", new Signed(random.nextLong() >> 48));
                assertRoundTrip(rig, "s32_", new Signed(random.nextLong() >> 32));
                assertRoundTrip(rig, "s64_", new Signed(random.nextLong()));
                assertRoundTrip(rig, "flag", new Flag(random.nextBoolean()));
                assertRoundTrip(rig, "flt_", new Real(random.nextFloat() * 1000));
                assertRoundTrip(rig, "VP3b", new Real(random.nextFloat() * 1000));
                assertRoundTrip(rig, "ioft", new Fixed(random.nextLong(), 16));
                assertRoundTrip(rig, "Sp78", new Fixed(random.nextLong() >> 48, 8));
                assertRoundTrip(rig, "hex_", new Bytes(hex(random, 7)));
                assertRoundTrip(rig, "what", new Bytes(hex(random, 255)));
                assertRoundTrip(rig, "odd_", new Bytes(hex(random, 3)));
                assertRoundTrip(rig, "ch8_", new Text("x".repeat(random.nextInt(10))));
            }
        }
    }

    @Test
    void readsFractionsAsNumbers() {
        assertEquals(3.5, new Fixed(0x3_8000, 16).value());
        assertEquals(0x1p48, new Fixed(-1, 16).value(), 1);
        assertEquals(-12.5, new Fixed(-3200, 8).value());
        assertEquals(0x1p64, new Unsigned(-1).number());
    }

    @ParameterizedTest
    @CsvSource({
        "u08_, 256",
        "u08_, -1",
        "u16_, x",
        "s08_, 128",
        "s16_, -32769",
        "flag, maybe",
        "flt_, warm",
        "Sp78, 128",
        "hex_, 0x01",
        "hex_, 01020304050607",
        "hex_, 0xzz",
        "ch8_, 0123456789",
        "ioft, 1e99",
        "ioft, -1",
        "ioft, 281474976710656",
        "odd_, 5"
    })
    void aValueThatDoesNotSuitIsRefusedBeforeAnythingIsWritten(String key, String text) throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            assertThrows(IllegalArgumentException.class, () -> rig.smc.parse(SmcKey.of(key), text));
            assertEquals(true, rig.board.written(key).isEmpty());
        }
    }

    @Test
    void aNumberOfAnotherKindIsRefusedToo() throws Exception {
        try (var rig = SmcRig.withKeys(KEYS)) {
            Map<String, SmcValue> misfits =
                    Map.of("u16_", new Real(1), "u32_", new Fixed(1, 16), "ioft", new Fixed(1, 8), "ch8_", new Real(1));
            misfits.forEach((key, value) -> {
                assertThrows(IllegalArgumentException.class, () -> rig.smc.put(SmcKey.of(key), value), key);
                assertTrue(rig.board.written(key).isEmpty(), key);
            });
        }
    }

    private static void assertRoundTrip(SmcRig rig, String key, SmcValue value) throws Exception {
        rig.smc.put(SmcKey.of(key), value);
        assertEquals(value, rig.smc.value(SmcKey.of(key)));
    }

    private static String hex(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
