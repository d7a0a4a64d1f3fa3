package org.rtkit4j.app.sensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rtkit4j.app.Cli;

class LidCommandTest {
    @Test
    void printsHowFarTheLidIsOpen() {
        var said = Cli.run("sensors", "las", "--count", "2");
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().matches("(\\d+ degrees\n){2}"), said::out);
    }

    @Test
    void printsJson() {
        var said = Cli.run("sensors", "las", "--count", "1", "--json");
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().startsWith("{\"degrees\":"), said::out);
    }

    /// A display has rings behind most of its endpoints, and no sensor behind any.
    @Test
    void aDisplaySaysSoInOneLine() {
        var said = Cli.run("sensors", "als", "--via", "emulator:dcp");
        assertEquals(1, said.status(), said::toString);
        assertEquals("rtkit: epic: the firmware has no such service: name=als\n", said.err());
    }

    @Test
    void aMachineWithoutOneSaysSo() {
        var said = Cli.run("sensors", "las", "--via", "emulator:mtp");
        assertEquals(1, said.status(), said::toString);
        assertTrue(said.err().endsWith("rtkit: epic: the firmware has no such service: name=las\n"), said::err);
    }
}
