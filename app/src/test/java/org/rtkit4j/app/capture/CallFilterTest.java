package org.rtkit4j.app.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;

/// A display's calls, chosen by their names: `--filter 'type == start_signal'`.
class CallFilterTest {
    @TempDir
    private Path folder;

    private String recorded(String... more) {
        String file = folder.resolve("display.pcapng").toString();
        var words = new ArrayList<>(List.of("display", "modes", "--by", "iomfb", "--capture", file));
        words.addAll(List.of(more));
        assertEquals(0, Cli.run(words.toArray(String[]::new)).status());
        return file;
    }

    private static List<String> chosen(String file, String filter) {
        Cli decode = Cli.run("capture", "decode", file, "--filter", filter);
        assertEquals(0, decode.status(), decode::toString);
        return decode.out().lines().toList();
    }

    @Test
    void theCallAndItsReturnAreChosenByNameOrNumber() {
        String file = recorded("--capture-memory");
        List<String> lines = chosen(file, "type == start_signal");
        assertTrue(lines.getFirst().contains(" CALL("), lines::toString);
        assertTrue(lines.get(1).endsWith(" A401 start_signal()"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains(" RETURN(")), lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.matches(".*( CALL\\(| RETURN\\(| start_signal\\().*")));
        assertEquals(lines, chosen(file, "type == A401"));
        assertFalse(chosen(file, "endpoint == iomfb and type != start_signal").isEmpty());
        assertTrue(
                chosen(file, "ep == 0 and type == STARTEP").getLast().contains("STARTEP(EP=0x37 iomfb, FLAG=START)"));
    }

    @Test
    void withoutMemoryTheLengthHasToBeEnough() {
        String file = recorded();
        assertFalse(chosen(file, "type == set_dcpav_prop_chunk").isEmpty());
        assertEquals(List.of(), chosen(file, "type == start_signal"));
    }

    @Test
    void aNameThatNoCallHasIsRefused() {
        Cli decode = Cli.run("capture", "decode", recorded(), "--filter", "type == swap_stat");
        assertEquals(2, decode.status(), decode::toString);
        assertEquals(
                "rtkit: --filter: no message is called so: swap_stat, column=9, did you mean swap_start?\n",
                decode.err());
    }
}
