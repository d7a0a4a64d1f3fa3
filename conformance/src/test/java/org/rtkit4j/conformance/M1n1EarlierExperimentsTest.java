package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.profile.Profile;

/// m1n1's experiments with displays as they were in 2022, not a letter changed and to their end, on an emulated Mac
/// over a pseudo-terminal.
///
/// Then they agreed with the library beside them; where they do not today, says [M1n1ExperimentsTest].
@DisplayName("m1n1's experiments with displays, of 2022")
@ExtendWith(ScenarioList.class)
class M1n1EarlierExperimentsTest {
    private static final int[] STRIPES = {0xDD0000, 0xFE6230, 0xFEF600, 0x00BB00, 0x009BFE, 0x000083, 0x30009B};

    @TempDir
    private Path folder;

    @BeforeAll
    static void require() {
        M1n1Client.EARLIER.require();
    }

    @Test
    void dcpShowsItsStripesAsAnOperatingSystemDoes() throws Exception {
        Path pty = folder.resolve("mac");
        try (var served = ServedMac.overPty(pty, Profile.named("dcp"))) {
            Result result = M1n1Client.EARLIER.experiment(pty, "dcp.py");
            requireEnd(
                    result,
                    "update_notify_clients_dcp(arg0=...)",
                    "main display: True",
                    "swap ID: 0x1",
                    "Display 3024x1964, fb size: 23855104",
                    "swap returned 0 / ByRef(val=False)",
                    "swap complete!",
                    "Have fun!");
            Picture picture = served.coprocessor().screen().picture().orElseThrow();
            int lines = picture.height() / STRIPES.length;
            for (int y = 0; y < lines * STRIPES.length; y++) {
                assertEquals(STRIPES[y / lines], picture.at(y % picture.width(), y), "line " + y);
            }
        }
    }

    // Its picture lies where that of its author's Mac did, which is nowhere here: the screen is black.
    @Test
    void dcpIbootSetsTheModeAndSwaps() throws Exception {
        Path pty = folder.resolve("mac");
        Profile display = Profile.named("dcp").with("display.monitor", "fail-safe");
        try (var _ = ServedMac.overPty(pty, display)) {
            Result result = M1n1Client.EARLIER.experiment(pty, "dcp_iboot.py");
            requireEnd(
                    result,
                    "HPD asserted",
                    "Connected:True Timing modes:1 Color modes:1",
                    "    swap_id = 1",
                    "[iboot.disp0] Response 0xc0 #7: 0x0",
                    "Have fun!",
                    "[iboot] Shutdown ACKed",
                    "[mgmt] IOP power state is now 0x1");
        }
    }

    private static void requireEnd(Result result, String... expected) {
        List<String> lines = result.lines();
        assertEquals(0, result.status(), () -> String.join("\n", lines));
        assertEquals(
                List.of(expected),
                List.of(expected).stream().filter(lines::contains).toList(),
                () -> String.join("\n", lines));
    }
}
