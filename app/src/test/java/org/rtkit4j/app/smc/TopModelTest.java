package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rtkit4j.drivers.smc.Sensor;
import org.rtkit4j.drivers.smc.Sensor.Kind;
import org.rtkit4j.drivers.smc.SmcKey;

class TopModelTest {
    private static final Sensor FAN = new Sensor(SmcKey.of("F0Ac"), Kind.FAN, "fan1", "left");

    @Test
    void drawsBetweenLeastAndGreatest() {
        var line = new Sparkline(8);
        for (double sample : new double[] {0, 1, 2, 3, 4, 5, 6, 7}) {
            line.add(sample);
        }
        assertEquals("▁▂▃▄▅▆▇█", line.draw(20));
        assertEquals("▁▃▆█", line.draw(4));
        line.add(Double.NaN);
        assertEquals("▂▃▄▅▆▇█ ".length(), line.draw(20).length());
        assertTrue(line.draw(20).endsWith("█ "), line.draw(20));
    }

    @Test
    void aValueThatDoesNotMoveIsALowLine() {
        var line = new Sparkline(8);
        line.add(5);
        line.add(5);
        assertEquals("▁▁", line.draw(8));
        assertEquals("", new Sparkline(8).draw(8));
    }

    @Test
    void fillsTheScreenAndNeverMore() {
        var model = new TopModel("title", sensors(50));
        for (int width = 1; width < 120; width += 7) {
            for (int height = 3; height < 70; height += 11) {
                List<String> lines = model.lines(width, height);
                int columns = width;
                assertEquals(height, lines.size());
                assertTrue(lines.stream().allMatch(line -> line.length() <= columns));
            }
        }
    }

    @Test
    void scrollsWithinTheList() {
        var model = new TopModel("title", sensors(50));
        model.lines(100, 12);
        model.onKey(TopKey.END);
        assertTrue(model.lines(100, 12).getFirst().contains("41-50 of 50"));
        model.onKey(TopKey.PAGE_UP);
        assertTrue(model.lines(100, 12).getFirst().contains("31-40 of 50"));
        model.onKey(TopKey.HOME);
        model.onKey(TopKey.UP);
        assertTrue(model.lines(100, 12).getFirst().contains("1-10 of 50"));
    }

    @Test
    void showsOneKindOrAll() {
        var model = new TopModel("title", List.of(FAN, sensors(1).getFirst()));
        model.add(new Reading(FAN, OptionalDouble.of(2000)));
        model.onKey(TopKey.FANS);
        List<String> lines = model.lines(100, 5);
        assertTrue(lines.get(0).contains("1-1 of 1"), lines.get(0));
        assertEquals("fan1    F0Ac left                  2000 RPM  ▁", lines.get(1));
        model.onKey(TopKey.ALL);
        assertTrue(model.lines(100, 5).getFirst().contains("1-2 of 2"));
        model.onKey(TopKey.PAUSE);
        assertTrue(model.isPaused());
        assertFalse(model.onKey(TopKey.QUIT));
    }

    @Test
    void knowsTheKeys() {
        assertEquals(TopKey.QUIT, TopKey.ofLetter('q'));
        assertEquals(TopKey.QUIT, TopKey.ofLetter(3));
        assertEquals(TopKey.PAGE_DOWN, TopKey.ofSequence("6~"));
        assertEquals(TopKey.NONE, TopKey.ofSequence("200~"));
    }

    private static List<Sensor> sensors(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Sensor(SmcKey.of("T%03d".formatted(i)), Kind.TEMPERATURE, "temp" + (i + 1), null))
                .toList();
    }
}
