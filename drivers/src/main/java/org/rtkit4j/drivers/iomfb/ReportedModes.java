package org.rtkit4j.drivers.iomfb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.ModeElement;

/// The modes that the firmware has told of, each with its number there, the best first.
///
/// An element that is no mode, or a virtual one, is left out. Source: linux drivers/gpu/drm/apple/parser.c.
///
/// @param <T> timings or colour modes
public final class ReportedModes<T> {
    private final List<Reported<T>> modes;
    private final List<T> values;

    private record Reported<T>(long id, long score, boolean isPreferred, T mode) {}

    private ReportedModes(List<Reported<T>> modes) {
        this.modes = modes;
        values = modes.stream().map(Reported::mode).distinct().toList();
    }

    /// None.
    public static <T> ReportedModes<T> none() {
        return new ReportedModes<>(List.of());
    }

    /// Returns the timings of a property; none where it is something else.
    public static ReportedModes<TimingMode> timings(Object property) {
        var modes = new ArrayList<Reported<TimingMode>>();
        for (Map<?, ?> element : elements(property)) {
            long width = number(dictionary(element, ModeElement.HORIZONTAL), ModeElement.ACTIVE);
            long height = number(dictionary(element, ModeElement.VERTICAL), ModeElement.ACTIVE);
            long rate = number(dictionary(element, ModeElement.VERTICAL), ModeElement.RATE);
            if (TimingMode.exists(width, height, rate)) {
                modes.add(reported(element, new TimingMode((int) width, (int) height, (int) rate)));
            }
        }
        return sorted(modes);
    }

    /// Returns the colour modes of a property; none where it is something else.
    public static ReportedModes<ColorMode> colors(Object property) {
        var modes = new ArrayList<Reported<ColorMode>>();
        for (Map<?, ?> element : elements(property)) {
            long depth = number(element, ModeElement.DEPTH);
            if (depth >= 1 && depth <= 16) {
                modes.add(reported(element, color(element, depth)));
            }
        }
        return sorted(modes);
    }

    private static ColorMode color(Map<?, ?> element, long depth) {
        return ModeElement.color(
                depth,
                number(element, ModeElement.EOTF),
                number(element, ModeElement.ENCODING),
                number(element, ModeElement.COLORIMETRY));
    }

    private static List<Map<?, ?>> elements(Object property) {
        var elements = new ArrayList<Map<?, ?>>();
        if (property instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> element && isReal(element)) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }

    private static boolean isReal(Map<?, ?> element) {
        long id = number(element, ModeElement.ID);
        return !Boolean.TRUE.equals(element.get(ModeElement.IS_VIRTUAL)) && id >= 0 && id <= 0xffff_ffffL;
    }

    private static <T> Reported<T> reported(Map<?, ?> element, T mode) {
        return new Reported<>(
                number(element, ModeElement.ID),
                number(element, ModeElement.SCORE),
                Boolean.TRUE.equals(element.get(ModeElement.IS_PREFERRED)),
                mode);
    }

    private static <T> ReportedModes<T> sorted(List<Reported<T>> modes) {
        ToLongFunction<Reported<T>> score = Reported::score;
        modes.sort(Comparator.comparing((Reported<T> each) -> !each.isPreferred())
                .thenComparing(Comparator.comparingLong(score).reversed()));
        return new ReportedModes<>(List.copyOf(modes));
    }

    private static long number(Map<?, ?> dictionary, String key) {
        return dictionary.get(key) instanceof Long number ? number : -1;
    }

    private static Map<?, ?> dictionary(Map<?, ?> dictionary, String key) {
        return dictionary.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /// Returns the modes, the best first, each once.
    public List<T> values() {
        return values;
    }

    /// Returns the number of a mode at the firmware, or -1 where it has not told of it.
    public long idOf(T mode) {
        for (Reported<T> each : modes) {
            if (each.mode().equals(mode)) {
                return each.id();
            }
        }
        return -1;
    }
}
