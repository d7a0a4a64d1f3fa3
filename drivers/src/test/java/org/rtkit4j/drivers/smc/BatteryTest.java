package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a battery says, key by key, and what is not said.
class BatteryTest {
    private static SmcRig rig(String keys) throws Exception {
        return SmcRig.withKeys("{\"keys\": [%s]}".formatted(keys));
    }

    private static String key(String name, String type, Object value) {
        return "{\"key\": \"%s\", \"type\": \"%s\", \"value\": %s}".formatted(name, type, value);
    }

    @Test
    void everyKeyHasItsPlace() throws Exception {
        String keys = String.join(
                ",",
                key("BRSC", "ui8 ", 50),
                key("B0RM", "ui16", 2000),
                key("B0FC", "ui16", 4000),
                key("B0DC", "ui16", 4629),
                key("B0CT", "ui16", 147),
                key("B0AC", "si16", -900),
                key("B0AV", "ui16", 12_345),
                key("B0TE", "ui16", 133),
                key("B0TF", "ui16", 65_535),
                key("TB0T", "flt ", 31.5));
        try (var rig = rig(keys)) {
            var expected = new Battery(
                    OptionalInt.of(50),
                    OptionalInt.of(2000),
                    OptionalInt.of(4000),
                    OptionalInt.of(4629),
                    OptionalInt.of(147),
                    OptionalInt.of(-900),
                    OptionalInt.of(12_345),
                    OptionalInt.of(133),
                    OptionalInt.empty(),
                    OptionalDouble.of(31.5));
            assertEquals(expected, Battery.read(rig.smc));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRSC", "B0RM", "B0AV"})
    void oneOfThreeKeysIsEnoughToBePresent(String name) throws Exception {
        try (var rig = rig(key(name, "ui16", 1))) {
            assertTrue(Battery.read(rig.smc).isPresent());
        }
        try (var rig = rig(key("B0DC", "ui16", 1) + "," + key("BRSC", "ch8*", "\"full\", \"size\": 4"))) {
            assertFalse(Battery.read(rig.smc).isPresent(), "neither a charge nor a number");
        }
    }

    @Test
    void aKeyThatIsThereAndCannotBeReadIsAFailure() throws Exception {
        try (var rig = rig("{\"key\": \"B0CT\", \"type\": \"ui16\", \"flags\": \"w\"}")) {
            assertThrows(SmcException.class, () -> Battery.read(rig.smc));
        }
    }

    /// Of the two readings of a charge, 258 and 513, the one that agrees with percent and full charge is taken; of 512
    /// and 2, where neither agrees better, the usual one.
    @ParameterizedTest
    @CsvSource({
        "little, 258, 50, 516, 258",
        "big, 513, 100, 513, 513",
        "little, 513, 100, 513, 513",
        "big, 258, 50, 516, 258",
        "little, 0, 0, 516, 0",
        "little, 512, 100, 257, 512"
    })
    void theChargeIsReadTheWayThatAgreesWithThePercentage(String order, int charge, int percent, int full, int read)
            throws Exception {
        String remaining =
                "{\"key\": \"B0RM\", \"type\": \"ui16\", \"order\": \"%s\", \"value\": %d}".formatted(order, charge);
        String keys = String.join(",", remaining, key("BRSC", "ui8 ", percent), key("B0FC", "ui16", full));
        try (var rig = rig(keys)) {
            assertEquals(OptionalInt.of(read), Battery.read(rig.smc).remainingMah());
        }
    }

    @Test
    void aChargeOfFourBytesIsReadAsItLies() throws Exception {
        String keys = String.join(",", key("B0RM", "ui32", 258), key("BRSC", "ui8 ", 100), key("B0FC", "ui16", 513));
        try (var rig = rig(keys)) {
            assertEquals(OptionalInt.of(258), Battery.read(rig.smc).remainingMah());
        }
    }
}
