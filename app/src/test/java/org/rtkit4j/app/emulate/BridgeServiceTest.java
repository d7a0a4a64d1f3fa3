package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;

/// `rtkit emulate --bridge` as a command.
class BridgeServiceTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhatItEmulatesAndWhere() {
        Path socket = folder.resolve("mac.sock");
        var emulate = Cli.run("emulate", "--bridge", "unix:" + socket, "--profile", "ans,smc", "--for", "1");
        assertEquals(0, emulate.status(), emulate::toString);
        List<String> lines = emulate.out().lines().toList();
        assertEquals("/arm-io/ans   0x277400000  storage (ANS), as on M1", lines.getFirst());
        assertEquals("listening: unix:" + socket, lines.getLast());
        assertTrue(Files.notExists(socket), "the socket is removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:", "tcp:1", "mac.sock", "unix:\0"})
    void refusesAPlaceThatIsNone(String bridge) {
        var emulate = Cli.run("emulate", "--bridge", bridge, "--for", "1");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().startsWith("rtkit: --bridge "), emulate::toString);
    }

    @Test
    void refusesTwoCoprocessorsInOnePlace() {
        var emulate = Cli.run(
                "emulate", "--bridge", "unix:" + folder.resolve("mac.sock"), "--profile", "smc,smc", "--for", "1");
        assertEquals(2, emulate.status(), emulate::toString);
        assertTrue(emulate.err().contains("address is taken"), emulate::toString);
    }

    @Test
    void reachesAMacInOneWayOnly() {
        var both = Cli.run("emulate", "--bridge", "unix:" + folder.resolve("mac.sock"), "--proxy", "tcp:0");
        assertEquals(2, both.status(), both::toString);
        var none = Cli.run("emulate");
        assertEquals(2, none.status(), none::toString);
        assertTrue(none.err().contains("one of --proxy and --bridge"), none::toString);
    }

    @Test
    void leavesAFileThatIsThereAlone() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "somebody's");
        var emulate = Cli.run("emulate", "--bridge", "unix:" + taken, "--for", "1");
        assertEquals(1, emulate.status(), emulate::toString);
        assertTrue(emulate.err().contains("cannot listen: "), emulate::toString);
        assertEquals("somebody's", Files.readString(taken));
    }
}
