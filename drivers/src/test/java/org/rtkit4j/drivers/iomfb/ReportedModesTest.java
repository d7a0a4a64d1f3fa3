package org.rtkit4j.drivers.iomfb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.display.TimingMode;

/// Properties as the firmware tells them, after linux drivers/gpu/drm/apple/parser.c.
class ReportedModesTest {
    private static final TimingMode SMALL = TimingMode.of(640, 480, 60);
    private static final TimingMode MIDDLE = TimingMode.of(1024, 768, 60);
    private static final TimingMode LARGE = TimingMode.of(1920, 1080, 60);

    private static Map<String, Object> element(long id, Object... more) {
        var element = new HashMap<String, Object>();
        element.put("ID", id);
        for (int i = 0; i < more.length; i += 2) {
            element.put((String) more[i], more[i + 1]);
        }
        return element;
    }

    private static Map<String, Object> timing(long id, TimingMode mode, Object... more) {
        Map<String, Object> element = element(id, more);
        element.put("HorizontalAttributes", Map.of("Active", (long) mode.width()));
        element.put(
                "VerticalAttributes", Map.of("Active", (long) mode.height(), "PreciseSyncRate", (long) mode.refresh()));
        return element;
    }

    @Test
    void thePreferredOneComesFirstAndThenTheHighestScore() {
        var modes = ReportedModes.timings(List.of(
                timing(1, SMALL, "Score", 9L),
                timing(2, MIDDLE, "Score", 5L, "IsPreferred", true),
                timing(3, LARGE, "Score", 10L)));
        assertEquals(List.of(MIDDLE, LARGE, SMALL), modes.values());
        assertEquals(2, modes.idOf(MIDDLE));
        assertEquals(-1, modes.idOf(TimingMode.of(800, 600, 60)));
    }

    @Test
    void aModeOfTwoNumbersGoesByTheBest() {
        var modes = ReportedModes.timings(List.of(timing(1, SMALL, "Score", 1L), timing(2, SMALL, "Score", 2L)));
        assertEquals(List.of(SMALL), modes.values());
        assertEquals(2, modes.idOf(SMALL));
    }

    @Test
    void virtualModesAreLeftOut() {
        var modes = ReportedModes.timings(
                List.of(timing(1, SMALL, "IsVirtual", true), timing(2, LARGE, "IsVirtual", false)));
        assertEquals(List.of(LARGE), modes.values());
    }

    /// Numbers have 32 bits.
    @Test
    void numbersThatCannotBeSaidAreLeftOut() {
        var modes = ReportedModes.timings(List.of(
                timing(-1, SMALL), timing(0, MIDDLE), timing(0xffff_ffffL, LARGE), timing(0x1_0000_0000L, SMALL)));
        assertEquals(List.of(MIDDLE, LARGE), modes.values());
        assertEquals(0xffff_ffffL, modes.idOf(LARGE));
    }

    @Test
    void coloursHaveOneToSixteenBitsOfEachChannel() {
        var modes = ReportedModes.colors(List.of(
                element(1, "Depth", 0L), element(2, "Depth", 1L), element(3, "Depth", 16L), element(4, "Depth", 17L)));
        assertEquals(
                List.of(3, 48),
                modes.values().stream().map(each -> each.bitsPerPixel()).toList());
    }

    @Test
    void whatIsNoModeIsNone() {
        assertEquals(List.of(), ReportedModes.timings(Map.of()).values());
        assertEquals(
                List.of(),
                ReportedModes.timings(List.of("text", element(1), List.of())).values());
        assertEquals(
                List.of(),
                ReportedModes.colors(List.of(element(1), element(2, "Depth", "8")))
                        .values());
    }
}
