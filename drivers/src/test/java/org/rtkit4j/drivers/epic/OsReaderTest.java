package org.rtkit4j.drivers.epic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Objects as m1n1's `fw/common.py` has them, by hand.
class OsReaderTest {
    private static final String BINARY = "d3000000";
    private static final String ARRAY_OF_ONE = "01000002";
    private static final String DICTIONARY_OF_ONE = "01000001";
    private static final String TRUE = "0100000b";
    private static final String NAME = "01000009" + "61000000";

    private static Optional<Object> read(String object) {
        byte[] bytes = HexFormat.of().parseHex(BINARY + object);
        return OsReader.read(bytes, 0, bytes.length);
    }

    @Test
    void containersNestAsDeepAsAnyFirmwaresDo() {
        assertEquals(
                "[".repeat(16) + "true" + "]".repeat(16),
                String.valueOf(read(ARRAY_OF_ONE.repeat(16) + TRUE).orElse(null)));
        assertEquals(Optional.empty(), read(ARRAY_OF_ONE.repeat(17) + TRUE));
    }

    /// However many there are: an answer, and not a stack that overflows.
    @Test
    void nestingWithoutEndIsNoObject() {
        for (String each : new String[] {ARRAY_OF_ONE, DICTIONARY_OF_ONE, DICTIONARY_OF_ONE + NAME}) {
            assertEquals(Optional.empty(), read(each.repeat(100_000) + TRUE), each);
        }
    }

    @Test
    void containersThatSayMoreThanThereIsAreNone() {
        assertEquals(Optional.empty(), read("02000002" + TRUE));
        assertEquals(Optional.empty(), read("ffffff02" + TRUE));
        assertEquals(Optional.empty(), read("ffffff09" + "61626364"));
        assertEquals(Optional.empty(), read("40000004" + "01000000"));
    }
}
