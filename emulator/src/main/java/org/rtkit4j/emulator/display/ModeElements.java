package org.rtkit4j.emulator.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.iomfb.ModeElement;

/// A monitor as the firmware describes it to the operating system: what [ModeElement] names, filled in.
///
/// Modes and colours are numbered as the monitor has them, from 1.
final class ModeElements {
    private static final int FIRST = 1;
    private static final int BLANK_PIXELS = 160;
    private static final int BLANK_LINES = 45;
    private static final int PORCH = 8;

    private final Monitor monitor;

    ModeElements(Monitor monitor) {
        this.monitor = monitor;
    }

    /// Returns the properties by their names, in the order in which they are told.
    Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put(ModeElement.ATTRIBUTES, attributes());
        properties.put(ModeElement.COLORS, colors());
        properties.put(ModeElement.TIMINGS, timings());
        return properties;
    }

    /// Returns the timing with a number, or null.
    @Nullable
    TimingMode timing(long number) {
        return number >= FIRST && number - FIRST < monitor.timings().size()
                ? monitor.timings().get((int) number - FIRST)
                : null;
    }

    /// Returns the colour mode with a number, or null.
    @Nullable
    ColorMode color(long number) {
        return number >= FIRST && number - FIRST < monitor.colors().size()
                ? monitor.colors().get((int) number - FIRST)
                : null;
    }

    private Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("ProductName", monitor.name());
        attributes.put(ModeElement.WIDTH_CENTIMETRES, (long) monitor.widthMillimetres() / 10);
        attributes.put(ModeElement.HEIGHT_CENTIMETRES, (long) monitor.heightMillimetres() / 10);
        return attributes;
    }

    private List<Object> colors() {
        return IntStream.range(0, monitor.colors().size())
                .<Object>mapToObj(this::color)
                .toList();
    }

    private Map<String, Object> color(int index) {
        ColorMode color = monitor.colors().get(index);
        Map<String, Object> element = element(index, monitor.colors().size());
        element.put(ModeElement.DEPTH, (long) ModeElement.depth(color));
        element.put(ModeElement.ENCODING, (long) ModeElement.encoding(color));
        element.put(ModeElement.EOTF, (long) ModeElement.eotf(color));
        element.put(ModeElement.COLORIMETRY, (long) ModeElement.colorimetry(color));
        element.put(ModeElement.RANGE, 0L);
        return element;
    }

    private List<Object> timings() {
        var timings = new ArrayList<Object>();
        for (int index = 0; index < monitor.timings().size(); index++) {
            TimingMode timing = monitor.timings().get(index);
            Map<String, Object> element = element(index, monitor.timings().size());
            element.put(ModeElement.IS_PREFERRED, index == 0);
            element.put(ModeElement.HORIZONTAL, dimension(timing.width(), BLANK_PIXELS, 0));
            element.put(ModeElement.VERTICAL, dimension(timing.height(), BLANK_LINES, timing.refresh()));
            element.put(ModeElement.COLOR_MODES, colors());
            timings.add(element);
        }
        return timings;
    }

    // The one that the monitor likes best scores highest.
    private static Map<String, Object> element(int index, int count) {
        var element = new LinkedHashMap<String, Object>();
        element.put(ModeElement.ID, (long) index + FIRST);
        element.put(ModeElement.IS_VIRTUAL, false);
        element.put(ModeElement.SCORE, (long) count - index);
        return element;
    }

    private static Map<String, Object> dimension(int active, int blank, long rate) {
        var dimension = new LinkedHashMap<String, Object>();
        dimension.put(ModeElement.ACTIVE, (long) active);
        dimension.put(ModeElement.TOTAL, (long) active + blank);
        dimension.put(ModeElement.FRONT_PORCH, (long) PORCH);
        dimension.put(ModeElement.SYNC_WIDTH, (long) PORCH);
        dimension.put(ModeElement.RATE, rate);
        return dimension;
    }
}
