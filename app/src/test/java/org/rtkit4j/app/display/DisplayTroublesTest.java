package org.rtkit4j.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// What a display does wrong and its driver survives is said on stderr, whichever command asks.
class DisplayTroublesTest {
    @TempDir
    private Path folder;

    private String display(String line) throws IOException {
        Path profile = folder.resolve("display.properties");
        Files.writeString(profile, "extends = dcp\n" + line + "\n");
        return "emulator:" + profile;
    }

    @Test
    void aModeThatIsRefusedOnceIsSetAndSaid() throws Exception {
        var said = Cli.run("display", "set", "3024x1964@60", "--via", display("display.hazards = mode-refused"));
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.err().startsWith("rtkit: display: "), said::toString);
    }

    @Test
    void modesWithoutPixelsAreSaid() throws Exception {
        var said = Cli.run("display", "modes", "--via", display("display.hazards = empty-modes"));
        assertTrue(said.err().contains("no such mode: width=0, height=1964"), said::toString);
    }

    /// A monitor is there all the same, and nobody should go and look for its cable.
    @ParameterizedTest
    @ValueSource(strings = {"modes", "modes --json", "set auto", "show"})
    void aMonitorWithoutModesIsNotSaidToBeMissing(String command) throws Exception {
        String way = display("display.hazards = empty-modes");
        var said = Cli.run(("display " + command + " --via " + way).split(" "));
        assertEquals(1, said.status(), said::toString);
        String why = "rtkit: display: a monitor is there, and the firmware tells of no mode that it could show\n";
        assertTrue(said.err().endsWith(why), said::toString);
        assertEquals(command.contains("--json"), said.out().contains("\"connected\" : true"), said::toString);
    }

    @Test
    void aMonitorWithoutModesIsWatchedAsOneThatIsThere() throws Exception {
        var said = Cli.run("display", "watch", "--count", "1", "--via", display("display.hazards = empty-modes"));
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.out().endsWith("plugged in, without a mode that it could show\n"), said::toString);
    }

    /// Most of them happen while the firmware starts.
    @ParameterizedTest
    @ValueSource(
            strings = {"stray-answer", "call-beyond-area", "input-beyond-packet", "unknown-call", "chunk-beyond-end"})
    void whatAFirmwareDoesFromItsStartOnIsSaid(String hazard) throws Exception {
        String way = display("display.iomfb.hazards = " + hazard);
        var said = Cli.run("display", "modes", "--by", "iomfb", "--via", way);
        assertEquals(0, said.status(), said::toString);
        assertTrue(said.err().startsWith("rtkit: display: "), said::toString);
    }

    @Test
    void whoAsksForTheCallsOfAnotherSystemIsToldSo() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("dcp").with("display.iomfb", "13.5")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String way = "m1n1:" + server.address();
            var said = Cli.run("display", "modes", "--by", "iomfb", "--calls", "12.3", "--via", way);
            assertEquals(1, said.status(), said::toString);
            String hint = "rtkit: display: the firmware may have the calls of another system than 12.3: --calls 13.5\n";
            assertTrue(said.err().contains(hint), said::toString);
        }
    }
}
