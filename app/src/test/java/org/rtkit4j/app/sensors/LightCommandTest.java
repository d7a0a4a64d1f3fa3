package org.rtkit4j.app.sensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.Cli;

class LightCommandTest {
    @Test
    void printsWhatTheSensorMeasures() {
        var said = Cli.run("sensors", "als", "--every", "1", "--count", "3");
        assertEquals(0, said.status(), said::toString);
        List<String> lines = said.out().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(
                lines.get(2).matches(" +2 +[0-9.]+ lux  red [0-9]+, green [0-9]+, blue [0-9]+, clear [0-9]+"),
                said::out);
    }

    @Test
    void printsJson() {
        var said = Cli.run("sensors", "als", "--every", "1", "--count", "1", "--json");
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().startsWith("{\"sequence\":0,\"lux\":"), said::out);
    }

    @Test
    void whatMakesNoSenseIsOneLine() {
        var said = Cli.run("sensors", "als", "--every", "0");
        assertEquals(2, said.status());
        assertEquals("rtkit: --every is 1 to 60000: 0\n", said.err());
        assertEquals(1, Cli.run("sensors", "als", "--via", "emulator:mtp").status());
    }
}
