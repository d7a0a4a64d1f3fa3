package org.rtkit4j.app.smc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Sensor.Kind;
import org.rtkit4j.drivers.smc.SmcKey;

/// What `top` shows: sensors, their last samples, which of them, and from where on. Knows no terminal.
final class TopModel {
    private static final int HISTORY = 240;
    private static final int NAME_WIDTH = 30;
    private static final int VALUE_WIDTH = 12;
    private static final int FRAME_LINES = 2;

    private final List<Sensor> sensors;
    private final String title;
    private final Map<SmcKey, Sparkline> history = new HashMap<>();
    private final Map<SmcKey, OptionalDouble> latest = new HashMap<>();
    private Set<Kind> kinds = EnumSet.allOf(Kind.class);
    private int first;
    private int rows = 1;
    private boolean isPaused;

    TopModel(String title, List<Sensor> sensors) {
        this.title = title;
        this.sensors = List.copyOf(sensors);
        sensors.forEach(sensor -> history.put(sensor.key(), new Sparkline(HISTORY)));
    }

    List<Sensor> sensors() {
        return sensors;
    }

    boolean isPaused() {
        return isPaused;
    }

    void add(Reading reading) {
        SmcKey key = reading.sensor().key();
        latest.put(key, reading.value());
        Sparkline line = history.get(key);
        if (line != null) {
            line.add(reading.value().orElse(Double.NaN));
        }
    }

    /// Takes a key; returns whether to go on.
    boolean onKey(TopKey key) {
        switch (key) {
            case QUIT -> {
                return false;
            }
            case UP -> first--;
            case DOWN -> first++;
            case PAGE_UP -> first -= rows;
            case PAGE_DOWN -> first += rows;
            case HOME -> first = 0;
            case END -> first = Integer.MAX_VALUE;
            case PAUSE -> isPaused = !isPaused;
            case ALL -> show(EnumSet.allOf(Kind.class));
            case TEMPERATURES -> show(EnumSet.of(Kind.TEMPERATURE));
            case FANS -> show(EnumSet.of(Kind.FAN));
            case VOLTAGES -> show(EnumSet.of(Kind.VOLTAGE));
            case CURRENTS -> show(EnumSet.of(Kind.CURRENT));
            case POWERS -> show(EnumSet.of(Kind.POWER));
            case NONE -> {}
        }
        return true;
    }

    /// Returns the lines of a screen of this size, none wider.
    List<String> lines(int width, int height) {
        List<Sensor> shown =
                sensors.stream().filter(s -> kinds.contains(s.kind())).toList();
        rows = Math.max(1, height - FRAME_LINES);
        first = Math.max(0, Math.min(first, shown.size() - rows));
        var lines = new ArrayList<String>();
        lines.add(cut(header(shown.size()), width));
        for (int i = first; i < shown.size() && i < first + rows; i++) {
            lines.add(cut(line(shown.get(i), width), width));
        }
        while (lines.size() < height - 1) {
            lines.add("");
        }
        lines.add(cut("q quit  ↑↓ PgUp PgDn scroll  a all  t f v c p kinds  space pause", width));
        return lines;
    }

    private String header(int count) {
        int last = Math.min(first + rows, count);
        return "%s  %d-%d of %d%s"
                .formatted(title, Math.min(first + 1, count), last, count, isPaused ? "  paused" : "");
    }

    private String line(Sensor sensor, int width) {
        @Nullable OptionalDouble value = latest.get(sensor.key());
        var reading = new Reading(sensor, value == null ? OptionalDouble.empty() : value);
        String text = "%-7s %-22s %12s ".formatted(sensor.hwmon(), reading.name(), reading.text());
        Sparkline line = history.get(sensor.key());
        int room = width - NAME_WIDTH - VALUE_WIDTH - 3;
        return line == null || room <= 0 ? text : text + " " + line.draw(Math.min(room, 60));
    }

    private void show(Set<Kind> some) {
        kinds = some;
        first = 0;
    }

    // Every character here is one column wide.
    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }
}
