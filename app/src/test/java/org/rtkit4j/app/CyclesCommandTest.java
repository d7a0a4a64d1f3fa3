package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CyclesCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"generic", "ans", "smc", "dcp", "mtp"})
    void everyProfileIsRestartedWithoutFailureOrLeak(String profile) {
        Cli cycles = Cli.run("cycles", profile, "--count", "30", "--json");
        assertEquals(0, cycles.status(), cycles.err());
        Map<String, Object> json = cycles.json();
        assertEquals(profile, json.get("profile"));
        assertEquals(30L, json.get("cycles"));
        assertEquals(0L, json.get("failures"));
        assertEquals(0L, json.get("leakedBuffers"));
        Map<?, ?> micros = (Map<?, ?>) json.get("microsPerCycle");
        assertEquals(List.of("min", "median", "p99", "max"), List.copyOf(micros.keySet()));
        assertTrue((Long) micros.get("min") <= (Long) micros.get("median"), micros.toString());
        assertTrue((Long) micros.get("p99") <= (Long) micros.get("max"), micros.toString());
        String steps = json.get("steps").toString();
        assertEquals(2, steps.split("AP is ON: running", -1).length, steps);
        assertEquals(2, steps.split("stopped: ", -1).length, steps);
        assertEquals("", cycles.err());
    }

    @Test
    void readsForPeople() {
        Cli cycles = Cli.run("cycles", "--count", "3");
        assertEquals(0, cycles.status(), cycles.err());
        assertTrue(cycles.out().contains("\ncycles          3\n"), cycles.out());
        assertTrue(cycles.out().contains("\nfailures        0\n"), cycles.out());
        assertTrue(cycles.out().contains("\nleaked buffers  0\n"), cycles.out());
    }

    @Test
    void aFirmwareWithoutCrashLogIsRestartedWithoutCrashes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bare.properties");
        Files.writeString(file, "description = Bare\nendpoints.system = 0x02 0x04\n");
        Cli cycles = Cli.run("cycles", file.toString(), "--count", "20", "--json");
        assertEquals(0, cycles.status(), cycles.err() + cycles.out());
        assertEquals(0L, cycles.json().get("failures"));
    }

    @Test
    void failuresAreCountedAndEndIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new.properties");
        Files.writeString(file, "description = New\nversions = 13..15\n");
        Cli cycles = Cli.run("cycles", file.toString(), "--count", "1000", "--json");
        assertEquals(1, cycles.status());
        assertEquals(10L, cycles.json().get("failures"));
        assertEquals(10L, cycles.json().get("cycles"));
        assertEquals(
                "cycle 1: new: no common protocol version: iop=13..15, ap=11..12",
                cycles.json().get("firstFailure"));
    }

    @Test
    void whatIsSwitchedOffComesBackByReset(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("acio.properties");
        Files.writeString(file, "description = Off\npower.states = off\n");
        Cli cycles = Cli.run("cycles", file.toString(), "--count", "12", "--json");
        assertEquals(0, cycles.status(), cycles.err() + cycles.out());
        assertEquals(0L, cycles.json().get("leakedBuffers"));
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, Cli.run("cycles", "--count", "0").status());
        assertEquals(2, Cli.run("cycles", "--count", "10000001").status());
        assertEquals(2, Cli.run("cycles", "--count", "many").status());
        assertEquals(2, Cli.run("cycles", "--count", "3", "--crash").status());
        assertEquals(2, Cli.run("cycles", "nosuch").status());
    }
}
