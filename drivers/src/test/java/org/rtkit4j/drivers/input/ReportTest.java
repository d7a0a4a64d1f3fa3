package org.rtkit4j.drivers.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What reports say, byte by byte, on descriptors that are written by hand; and that a frame ends what was told, and
/// only that.
class ReportTest {
    private static final String MOUSE = "05010902a1018502" // report 2
            + "0509190029281500250175019529" + "8102" // buttons 0 to 40
            + "75079501" + "8103" // filled up
            + "0501093009310938" + "1581257f75089503" + "8106" // x, y, wheel
            + "c0";
    private static final String KEYBOARD = "05010906a1018501" // report 1
            + "050719e029e71500250175019508" + "8102" // modifiers
            + "0507190029ff150026ff0075089503" + "8100" // three keys
            + "c0";
    private static final String FINGER = "050d0922a102" // a finger
            + "0942150025017501" + "9501" + "8102" // tip
            + "75079501" + "8103" // filled up
            + "09511580257f75089501" + "8102" // its number, which may be negative
            + "05010930150026ff0075089501" + "8102" + "0931" + "8102" // x, y
            + "c0";
    private static final String COUNT = "050d0954150025087508" + "9501" + "8102";

    private final FrameDiary diary = new FrameDiary();

    private static final class FrameDiary extends InputRig.Diary {
        @Override
        public void onFrame() {
            lines.add("frame");
        }

        @Override
        public void onSurface(int leastX, int mostX, int leastY, int mostY) {
            lines.add("surface %d..%d %d..%d".formatted(leastX, mostX, leastY, mostY));
        }
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static RemoteFunction on(String... descriptor) {
        var function = new RemoteFunction(1, "by hand");
        function.descriptor = hex(String.join("", descriptor));
        assertEquals(List.of(), function.understand().problems());
        return function;
    }

    private List<String> told(RemoteFunction function, String report) {
        byte[] bytes = hex(report);
        function.report(bytes, 0, bytes.length, diary);
        return diary.take();
    }

    private List<String> released(RemoteFunction function) {
        function.release(diary);
        return diary.take();
    }

    // ---- Mouse ----

    @Test
    void aMouseTellsWhatHasChangedAndNothingElse() {
        RemoteFunction mouse = on(MOUSE);
        assertEquals(List.of(), told(mouse, "02" + "000000000000" + "000000"));
        assertEquals(List.of("move 1 -1 0", "frame"), told(mouse, "02" + "000000000000" + "01ff00"));
        assertEquals(List.of("move 0 0 5", "frame"), told(mouse, "02" + "000000000000" + "000005"));
        assertEquals(List.of("+button 1", "frame"), told(mouse, "02" + "020000000000" + "000000"));
        assertEquals(List.of(), told(mouse, "02" + "020000000000" + "000000"));
        assertEquals(List.of(), told(mouse, "07" + "000000000000" + "000000"), "another report");
        assertEquals(List.of("-button 1", "frame"), told(mouse, "02" + "000000000000" + "000000"));
    }

    @Test
    void aMouseHasButtonsFromOneToThirtyOne() {
        RemoteFunction mouse = on(MOUSE);
        assertEquals(List.of(), told(mouse, "02" + "010000000100" + "000000"), "0 and 32");
        assertEquals(List.of("+button 31", "frame"), told(mouse, "02" + "000000800000" + "000000"));
        assertEquals(List.of("-button 31", "frame"), released(mouse));
        assertEquals(List.of(), released(mouse));
    }

    // An array names the buttons that are down; no mouse of Apple's does.
    @Test
    void buttonsInAnArrayAreNotTakenForBits() {
        RemoteFunction mouse = on(
                "05010902a101",
                "050919012908150125087508" + "9501" + "8100",
                "05010930" + "1581257f75089501" + "8106",
                "c0");
        assertEquals(List.of(), told(mouse, "0100"));
        assertEquals(List.of("move 2 0 0", "frame"), told(mouse, "0102"));
    }

    // ---- Keyboard ----

    @Test
    void aKeyboardTellsWhatHasChangedAndNothingElse() {
        RemoteFunction keyboard = on(KEYBOARD);
        assertEquals(List.of(), told(keyboard, "01" + "00" + "000000"));
        assertEquals(List.of("+a", "frame"), told(keyboard, "01" + "00" + "040000"));
        assertEquals(List.of(), told(keyboard, "01" + "00" + "000400"));
        assertEquals(List.of(), told(keyboard, "03" + "00" + "000000"), "another report");
        assertEquals(List.of("-a", "+b", "frame"), told(keyboard, "01" + "00" + "050000"));
        assertEquals(List.of("-b", "frame"), told(keyboard, "01" + "00" + "000000"));
        assertEquals(List.of("+left control", "frame"), told(keyboard, "01" + "01" + "000000"));
        assertEquals(List.of("-left control", "frame"), released(keyboard));
        assertEquals(List.of(), released(keyboard));
    }

    /// What is missing is 0.
    @Test
    void aReportThatIsTooShortIsReadAsFarAsItGoes() {
        RemoteFunction keyboard = on(KEYBOARD);
        told(keyboard, "01" + "00" + "040506");
        assertEquals(List.of("-c", "frame"), told(keyboard, "01" + "00" + "0405"));
        assertEquals(List.of("-a", "-b", "frame"), told(keyboard, "01"));
        assertEquals(List.of(), told(keyboard, ""));
        RemoteFunction mouse = on(MOUSE);
        told(mouse, "02" + "020000000000" + "000000");
        assertEquals(List.of("move 1 2 0", "frame"), told(mouse, "02" + "020000000000" + "0102"));
        assertEquals(List.of("-button 1", "frame"), told(mouse, "02"));
    }

    // Where a report was lost, the next one has the modifier and the key.
    @Test
    void modifiersGoDownBeforeTheKeysOfTheirReportAndUpAfterThem() {
        RemoteFunction keyboard = on(KEYBOARD);
        assertEquals(List.of("+left shift", "+h", "frame"), told(keyboard, "01" + "02" + "0b0000"));
        assertEquals(List.of("-h", "+i", "frame"), told(keyboard, "01" + "02" + "0c0000"));
        assertEquals(List.of("-i", "-left shift", "+h", "frame"), told(keyboard, "01" + "00" + "0b0000"));
        assertEquals(List.of("-h", "+right command", "+i", "frame"), told(keyboard, "01" + "80" + "0c0000"));
        assertEquals(List.of("-i", "-right command", "frame"), released(keyboard));
        told(keyboard, "01" + "01" + "040000");
        assertEquals(
                List.of("-a", "-left control", "+left option", "+b", "frame"), told(keyboard, "01" + "04" + "050000"));
    }

    // The page goes on behind the modifiers.
    @Test
    void keysBehindTheModifiersAreKeys() {
        RemoteFunction keyboard = on(KEYBOARD);
        List<String> down = told(keyboard, "01" + "01" + "04e8ff");
        assertEquals(List.of("+left control", "+a"), down.subList(0, 2));
        assertEquals("-left control", released(keyboard).get(3));
    }

    // An array may name modifiers, too.
    @Test
    void modifiersInAnArrayAreModifiers() {
        RemoteFunction keyboard = on(KEYBOARD);
        assertEquals(List.of("+left shift", "+h", "frame"), told(keyboard, "01" + "00" + "0be100"));
        assertEquals(List.of("-h", "-left shift", "frame"), told(keyboard, "01" + "00" + "000000"));
    }

    @Test
    void everyKeyThatThereIsIsTold() {
        RemoteFunction keyboard = on(KEYBOARD);
        assertEquals(3, told(keyboard, "01" + "00" + "04ff00").size(), "the first and the last, and a frame");
        assertEquals(3, told(keyboard, "01" + "00" + "030200").size(), "both up; errors are no keys");
    }

    // Of an array whose values begin at 1, the first stands for the first usage.
    @Test
    void anArraysValuesCountFromItsLeastOne() {
        RemoteFunction keyboard = on("05010906a101", "0507190429081501250575089501" + "8100", "c0");
        assertEquals(List.of("+a", "frame"), told(keyboard, "01"));
        assertEquals(List.of("-a", "+c", "frame"), told(keyboard, "03"));
        assertEquals(List.of("-c", "frame"), told(keyboard, "06"), "beyond its greatest");
    }

    @Test
    void aReportWithoutItsNumberIsNone() {
        RemoteFunction keyboard = on(KEYBOARD);
        assertEquals(List.of(), told(keyboard, ""));
    }

    // ---- Trackpad ----

    private static RemoteFunction trackpad(String... more) {
        return on("050d0905a1018503", FINGER, FINGER, String.join("", more), "c0", MOUSE);
    }

    @Test
    void aFingerIsToldFromItsTouchToItsLift() {
        RemoteFunction trackpad = trackpad();
        assertEquals(List.of("+finger 0 0 0", "frame"), told(trackpad, "03" + "01000000" + "00010000"));
        assertEquals(List.of("frame"), told(trackpad, "03" + "01000000" + "00010000"), "it rests");
        assertEquals(List.of("+finger 0 5 0", "frame"), told(trackpad, "03" + "01000500" + "00010000"));
        assertEquals(List.of("+finger 0 5 6", "frame"), told(trackpad, "03" + "01000506" + "00010000"));
        assertEquals(
                List.of("move 1 0 0", "frame"),
                told(trackpad, "02" + "000000000000" + "010000"),
                "a report of the mouse lifts no finger");
        assertEquals(List.of("-finger 0 5 6", "frame"), told(trackpad, "03" + "00000506" + "00010000"));
        assertEquals(List.of(), told(trackpad, "03" + "00000506" + "00010000"));
    }

    @Test
    void aFingersNumberIsBelowThirtyTwo() {
        RemoteFunction trackpad = trackpad();
        assertEquals(
                List.of("+finger 31 1 1", "+finger 0 2 2", "frame"), told(trackpad, "03" + "011f0101" + "01000202"));
        assertEquals(
                List.of("-finger 0 2 2", "-finger 31 1 1", "frame"),
                told(trackpad, "03" + "01200101" + "01ff0202"),
                "32 and -1 are nobody");
    }

    /// Where a report says how many fingers it has, what stands in the others' places is left over.
    @Test
    void asManyFingersCountAsTheReportSays() {
        RemoteFunction trackpad = trackpad(COUNT);
        assertEquals(List.of("+finger 1 1 1", "frame"), told(trackpad, "03" + "01010101" + "01020202" + "01"));
        assertEquals(List.of("+finger 2 2 2", "frame"), told(trackpad, "03" + "01010101" + "01020202" + "02"));
        assertEquals(
                List.of("-finger 1 1 1", "-finger 2 2 2", "frame"),
                told(trackpad, "03" + "01010101" + "01020202" + "00"));
    }

    @Test
    void theCountOfAnotherReportIsNotThisOnes() {
        RemoteFunction trackpad = on("050d0905a1018503", FINGER, "8504", COUNT, "c0");
        assertEquals(List.of("+finger 1 1 1", "frame"), told(trackpad, "03" + "01010101"));
    }

    @Test
    void aReleaseLiftsFingersAndReleasesButtons() {
        RemoteFunction trackpad = trackpad();
        told(trackpad, "03" + "01010101" + "00000000");
        assertEquals(List.of("-finger 1 1 1", "frame"), released(trackpad));
        told(trackpad, "02" + "020000000000" + "000000");
        assertEquals(List.of("-button 1", "frame"), released(trackpad));
        assertEquals(List.of(), released(trackpad));
    }

    @Test
    void theSurfaceIsAsLargeAsItsDescriptorSays() {
        trackpad().describe(diary);
        on(MOUSE).describe(diary);
        assertEquals(List.of("surface 0..255 0..255"), diary.take());
    }

    // ---- LEDs ----

    @ParameterizedTest
    @CsvSource({"0, 0100", "1, 0101", "2, 0102", "31, 011f"})
    void ledsAreBitsOfTheirReport(int leds, String report) {
        RemoteFunction keyboard =
                on(KEYBOARD.replaceFirst("c0$", ""), "050819012905150025017501" + "9505" + "9102", "c0");
        assertArrayEquals(hex(report), keyboard.ledReport(leds));
    }

    @Test
    void onlyLedsAreSetAndOnlyThoseThatThereAreBitsFor() {
        RemoteFunction lights = on(
                "05010906a101",
                "05081920292115002501" + "75019502" + "9102", // 32 and 33
                "05091901290115002501" + "75019506" + "9102", // no LEDs
                "0508190129081501250875089501" + "9100", // an array
                "c0");
        assertArrayEquals(hex("0000"), lights.ledReport(1), "33 is not the first again");
        assertArrayEquals(hex("0100"), lights.ledReport(0x8000_0000));
        assertArrayEquals(hex(""), on(KEYBOARD).ledReport(1));
    }

    /// A report that no packet holds is none; 1024 bytes are the most.
    @ParameterizedTest
    @CsvSource({"ff03, 1024", "0004, 0"})
    void aReportOfLedsFitsAPacket(String filler, int bytes) {
        RemoteFunction lights = on(
                "05010906a101",
                "050819012908150025017501" + "9508" + "9102",
                "0509" + "0901" + "7508" + "96" + filler + "9102",
                "c0");
        assertEquals(bytes, lights.ledReport(1).length);
    }
}
