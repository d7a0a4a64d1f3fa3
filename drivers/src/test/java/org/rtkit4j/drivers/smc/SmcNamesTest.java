package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.wire.message.SmcResult;

/// Names of keys, what their values look like in print, and what a person reads of a failure.
class SmcNamesTest {
    @Test
    void aKeyIsFourLettersTheFirstOnTop() {
        assertEquals(new SmcKey(0x4d42_5345), SmcKey.of("MBSE"));
        assertEquals("MBSE", new SmcKey(0x4d42_5345).toString());
        assertEquals(" ~ ~", SmcKey.of(" ~ ~").toString(), "the first and the last that can be printed");
        assertEquals("\\x1fA\\x7f\\xff", new SmcKey(0x1f41_7fff).toString());
        assertTrue(SmcKey.of("~AAA").compareTo(new SmcKey(0x8000_0000)) < 0, "codes are unsigned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gP0", "gP000", "gP0\u001f", "gP0\u007f", "gP0é"})
    void isNoKey(String name) {
        assertThrows(IllegalArgumentException.class, () -> SmcKey.of(name));
    }

    @Test
    void aPrefixIsTheBeginningOfAName() {
        assertEquals(0, SmcKey.firstWith("").code());
        assertEquals(0x6750_0000, SmcKey.firstWith("gP").code());
        assertEquals(0x6750_3066, SmcKey.firstWith("gP0f").code());
        assertThrows(IllegalArgumentException.class, () -> SmcKey.firstWith("gP0fx"));
        SmcKey key = SmcKey.of("gP0f");
        assertTrue(key.startsWith(""));
        assertTrue(key.startsWith("gP0f"));
        assertFalse(key.startsWith("gp"));
        assertFalse(key.startsWith("gP0fx"));
        assertFalse(key.startsWith("gP0fg"), "it does not begin again");
    }

    @Test
    void aPatternStandsForTheOrderOfManyKeys() {
        ByteOrders orders = new ByteOrders(Set.of("D?VM")).withBig("B0RM");
        for (String big : List.of("D0VM", "D9VM", "B0RM")) {
            assertEquals(ByteOrder.BIG_ENDIAN, orders.of(SmcKey.of(big), "ui16"), big);
        }
        for (String little : List.of("D0VX", "E0VM", "D0WM", "B1RM")) {
            assertEquals(ByteOrder.LITTLE_ENDIAN, orders.of(SmcKey.of(little), "ui16"), little);
        }
        assertEquals(ByteOrder.BIG_ENDIAN, orders.of(SmcKey.of("TC0P"), "Sp78"));
    }

    @Test
    void flagsSayWhatCanBeDoneWithAKey() {
        var readable = new KeyInfo(SmcKey.of("TC0P"), 4, "flt ", 0x80);
        assertTrue(readable.isReadable() && !readable.isWritable() && !readable.isFunction());
        var writable = new KeyInfo(SmcKey.of("TC0P"), 4, "flt ", 0x40);
        assertTrue(!writable.isReadable() && writable.isWritable() && !writable.isFunction());
        var function = new KeyInfo(SmcKey.of("TC0P"), 4, "flt ", 0x10);
        assertTrue(!function.isReadable() && !function.isWritable() && function.isFunction());
    }

    @Test
    void valuesArePrintedAsAPersonWritesThem() {
        assertEquals("18446744073709551615", new SmcValue.Unsigned(-1).toString());
        assertEquals("-1", new SmcValue.Signed(-1).toString());
        assertEquals("true", new SmcValue.Flag(true).toString());
        assertEquals("1.5", new SmcValue.Real(1.5f).toString());
        assertEquals("-12.5", new SmcValue.Fixed(-3200, 8).toString());
        assertEquals("J293", new SmcValue.Text("J293").toString());
        assertEquals("00ff", new SmcValue.Bytes("00ff").toString());
    }

    @Test
    void valuesAreNumbersWhereTheyAre() {
        assertEquals(7, new SmcValue.Unsigned(7).number());
        assertEquals(-7, new SmcValue.Signed(-7).number());
        assertEquals(1, new SmcValue.Flag(true).number());
        assertEquals(0, new SmcValue.Flag(false).number());
        assertEquals(1.5, new SmcValue.Real(1.5f).number());
        assertEquals(0.5, new SmcValue.Fixed(0x8000, 16).number());
        assertEquals(0, new SmcValue.Fixed(0, 16).number());
        assertEquals(0, new SmcValue.Fixed(0, 8).number());
        assertEquals(Double.NaN, new SmcValue.Text("7").number());
        assertEquals(Double.NaN, new SmcValue.Bytes("07").number());
    }

    @Test
    void failuresAreSentences() {
        assertEquals(
                "refused: read XXXX, result=0x84 key not found",
                new SmcFault.Refused("read XXXX", SmcResult.KEY_NOT_FOUND.code()).message());
        assertEquals("no answer: read TC0P, after=500 ms", new SmcFault.TimedOut("read TC0P", 500_999_999).message());
        assertEquals(
                "the answer makes no sense: read CLKM, size=5",
                new SmcFault.Malformed("read CLKM", "size=5").message());
        assertEquals("too many commands without an answer: a", new SmcFault.NoIdLeft("a").message());
        assertEquals("in atomic mode: a", new SmcFault.Atomic("a").message());
        assertEquals("a: " + new Fault.Cancelled().message(), new SmcFault.Link("a", new Fault.Cancelled()).message());
        assertEquals("shared memory refused: why", new SmcFault.MemoryRefused("why").message());
    }

    @Test
    void onlyARefusalWithThatResultIsThatRefusal() {
        var notFound = new SmcException(new SmcFault.Refused("a", 0x84));
        assertTrue(notFound.isRefusal(SmcResult.KEY_NOT_FOUND));
        assertFalse(notFound.isRefusal(SmcResult.SIZE_MISMATCH));
        assertFalse(new SmcException(new SmcFault.Atomic("a")).isRefusal(SmcResult.KEY_NOT_FOUND));
    }

    @Test
    void anIdRestsTenTimesAsLongAsAnAnswerMayTake() {
        SmcOptions options = SmcOptions.DEFAULT.withTimeout(Duration.ofMillis(20));
        assertEquals(20_000_000, options.timeoutNanos());
        assertEquals(200_000_000, options.quarantineNanos());
        ByteOrders swapped = ByteOrders.COMMON.withBig("B0RM");
        assertEquals(swapped, options.with(swapped).orders());
        assertEquals(20_000_000, options.with(swapped).timeoutNanos());
        assertEquals(42, options.with(() -> 42).clock().getAsLong());
    }
}
