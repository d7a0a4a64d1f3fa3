package org.rtkit4j.drivers.hid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Descriptors by hand, after USB HID 1.11, 6.2.2 and appendix B.
class ReportDescriptorTest {
    // Appendix B.1, the boot keyboard's keys.
    private static final String KEYS = "05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01"
            + " 95 06 75 08 15 00 25 65 19 00 29 65 81 00";

    @Test
    void aBootKeyboardHasEightBitsAByteForNothingAndSixKeys() {
        ReportDescriptor read = read("05 01 09 06 a1 01" + KEYS + "c0");
        assertEquals(List.of(), read.problems());
        assertEquals(14, read.fields().size());
        ReportField shift = read.fields().get(1);
        assertEquals(0x0007_00e1, shift.usage());
        assertEquals(1, shift.bit());
        ReportField key = read.fields().get(8);
        assertTrue(key.isArray());
        assertEquals(16, key.bit());
        assertEquals(0x65, key.maximum());
        assertEquals(8, read.bytes(ReportField.Kind.INPUT, 0));
    }

    @Test
    void numbersOfReportsAndPushedGlobalsAreKept() {
        ReportDescriptor read =
                read("a1 01 05 09 15 00 25 01 75 01 95 01 85 02 a4 85 03 95 02 09 01 81 02 b4 09 01 81 02 c0");
        assertTrue(read.hasNumbers());
        assertEquals(
                List.of(3, 3, 2),
                read.fields().stream().map(ReportField::report).toList());
    }

    @Test
    void aFieldOfAnySizeIsReadAtAnyBit() {
        ReportDescriptor read = read("05 01 75 03 95 01 81 03 09 30 16 00 80 26 ff 7f 75 10 81 06 c0");
        ReportField x = read.fields().getFirst();
        assertEquals(3, x.bit());
        byte[] report = new byte[4];
        for (int value : new int[] {0, 1, -1, 0x7fff, -0x8000, 0x1234}) {
            x.put(report, 1, value);
            assertEquals(value, x.get(report, 1, 3));
            assertEquals(0, x.get(report, 1, 2), "too short a report");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "05 01 09 06 a1 01 | a collection has no end: offset=0x4",
                "c0 | there is no collection to end: offset=0x0",
                "b4 | there are no globals to go back to: offset=0x0",
                "85 00 | no such report: number=0: offset=0x0",
                "76 00 | an item ends beyond the descriptor: offset=0x0",
                "09 01 77 ff ff ff 7f 97 ff ff ff 7f 81 02 | a report is too long: bits=2147483647, count=2147483647: offset=0xc",
                "09 01 75 40 95 01 81 02 | a field is too large to be read: bits=64: offset=0x6",
                "09 01 76 00 40 95 01 b1 02 | a report size of 0x4000 is read as 8, with eight times as many: offset=0x7"
            })
    void whatIsOddIsSaidWithItsPlace(String descriptor, String problem) {
        assertEquals(List.of(problem), read(descriptor).problems());
    }

    @Test
    void theFaultOfRealDescriptorsHasEightTimesAsManyBytes() {
        assertEquals(16, read("09 01 76 00 40 95 02 b1 02").bytes(ReportField.Kind.FEATURE, 0));
    }

    // ---- Values ----

    /// As it is written, and below the minimum as if it had no sign.
    @ParameterizedTest
    @CsvSource({"15 00 25 ff, 255", "15 80 25 ff, -1", "15 ff 25 ff, -1", "15 81 25 7f, 127", "15 00 26 ff ff, 65535"})
    void aMaximumIsSignedWhereThatMakesSense(String range, int maximum) {
        ReportDescriptor read = read(range + "09 01 75 08 95 01 81 02");
        assertEquals(maximum, read.fields().getFirst().maximum());
    }

    @ParameterizedTest
    @CsvSource({"85 01, 1", "85 ff, 255"})
    void aReportsNumberIsAByte(String item, int number) {
        ReportDescriptor read = read(item + "09 01 75 08 95 01 81 02");
        assertEquals(number, read.fields().getFirst().report());
        assertTrue(read.hasNumbers());
        assertEquals(
                List.of("no such report: number=256: offset=0x0"),
                read("86 00 01").problems());
        assertFalse(read("09 01 75 08 95 01 81 02").hasNumbers());
    }

    @Test
    void aRangeOfUsagesHasBothItsEnds() {
        ReportDescriptor read = read("05 09 19 01 29 03 75 01 95 05 81 02");
        assertEquals(
                List.of(0x9_0001, 0x9_0002, 0x9_0003, 0x9_0003, 0x9_0003),
                read.fields().stream().map(ReportField::usage).toList());
        assertEquals(List.of(), read("29 03 75 01 95 05 81 02").fields(), "where does it begin?");
    }

    @Test
    void aUsageIsForTheItemBehindItOnly() {
        assertEquals(List.of(), read("75 08 95 01 09 01 a1 01 81 02 c0").fields());
        assertEquals(List.of(), read("75 08 95 01 a1 01 09 01 c0 81 02").fields());
        assertEquals(1, read("75 08 95 01 09 01 81 02 81 02").fields().size());
    }

    // A vendor's item: two bytes say how long it is, and what.
    @Test
    void aLongItemIsPassedOver() {
        ReportDescriptor read = read("fe 02 10 c0 c0 09 01 75 08 95 01 81 02");
        assertEquals(List.of(), read.problems());
        assertEquals(1, read.fields().size());
        assertEquals(
                List.of("there is no collection to end: offset=0x4"),
                read("fe 01 10 c0 c0").problems());
    }

    // ---- Bounds ----

    @Test
    void aFieldHasThirtyTwoBitsAtMostAndOneAtLeast() {
        assertEquals(32, read("09 01 75 20 95 01 81 02").fields().getFirst().bits());
        assertEquals(
                List.of("a field is too large to be read: bits=33: offset=0x6"),
                read("09 01 75 21 95 01 81 02").problems());
        ReportDescriptor nothing = read("09 01 75 00 95 01 81 02");
        assertEquals(List.of(), nothing.problems());
        assertEquals(List.of(), nothing.fields());
    }

    /// 16,384 bytes, in one item or in several.
    @ParameterizedTest
    @ValueSource(
            strings = {"75 08 96 00 40", "75 01 97 00 00 02 00", "77 00 00 02 00 95 01", "75 08 95 01 81 03 96 ff 3f"})
    void aReportHasAsManyBitsAsItMayHaveAndNotOneMore(String sizes) {
        assertEquals(List.of(), read(sizes + "81 03").problems());
        List<String> problems = read(sizes + "81 03 75 01 95 01 81 03").problems();
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("a report is too long: bits=1, count=1"), problems::toString);
        assertEquals(List.of(), read(sizes + "81 03 75 01 95 01 91 03").problems(), "the other reports have their own");
    }

    @ParameterizedTest
    @CsvSource({"a4, c0, too many globals are kept", "a1 01, c0, collections are nested too deep"})
    void nestingHasAnEnd(String item, String end, String problem) {
        assertFalse(read(item.repeat(32)).problems().toString().contains(problem));
        assertEquals(
                List.of(problem + ": offset=0x%x".formatted(32 * (item.length() + 1) / 3)),
                read(item.repeat(33) + (item.startsWith("a1") ? end.repeat(32) : ""))
                        .problems());
    }

    @Test
    void fieldsHaveAnEnd() {
        ReportDescriptor read = read("09 01 75 01 96 01 10 81 02");
        assertEquals(4096, read.fields().size());
        assertEquals(List.of("too many fields: offset=0x7"), read.problems());
        assertEquals(List.of(), read("09 01 75 01 96 00 10 81 02").problems());
    }

    @Test
    void problemsHaveAnEnd() {
        assertEquals(16, read("c0".repeat(40)).problems().size());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyBytesAreReadInBounds(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            ReportDescriptor read = ReportDescriptor.read(bytes);
            assertTrue(read.problems().size() <= 17);
            assertTrue(read.fields().stream().allMatch(field -> field.bits() <= 32 && field.bit() >= 0));
        }
    }

    private static ReportDescriptor read(String hex) {
        return ReportDescriptor.read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void everyReportHasASizeOfItsOwn() {
        ReportDescriptor read = read("05 09 15 00 25 01 75 08 85 02 95 01 09 01 81 02 85 03 95 04 09 01 81 02");
        assertEquals(1, read.bytes(ReportField.Kind.INPUT, 2));
        assertEquals(4, read.bytes(ReportField.Kind.INPUT, 3));
        assertEquals(0, read.bytes(ReportField.Kind.INPUT, 4));
    }

    @Test
    void aFieldIsWrittenAndNothingBesideIt() {
        ReportField field = read("05 01 75 03 95 01 81 03 09 30 15 00 25 1f 75 05 81 02 c0")
                .fields()
                .getFirst();
        byte[] ones = {-1, -1, -1};
        field.put(ones, 1, 0);
        assertEquals("ff07ff", HexFormat.of().formatHex(ones));
        byte[] zeros = new byte[3];
        field.put(zeros, 1, -1);
        assertEquals("00f800", HexFormat.of().formatHex(zeros));
        ReportField small =
                read("05 01 09 30 15 00 25 07 75 03 95 01 81 02 c0").fields().getFirst();
        small.put(ones, 0, 0);
        assertEquals("f807ff", HexFormat.of().formatHex(ones));
    }
}
