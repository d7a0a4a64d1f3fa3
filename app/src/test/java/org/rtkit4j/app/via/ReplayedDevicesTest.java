package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;

/// What was said through rings can be replayed: the same command hears the same.
class ReplayedDevicesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensors als --every 10 --count 4",
                // Round the ring more than once.
                "sensors als --every 1 --count 600",
                "sensors als --every 10 --count 2 --json",
                "sensors las --count 2",
                "display modes",
                "display modes --monitor ultra-hd --json",
                "display set 1920x1080@60 --monitor full-hd",
                "display modes --port 0:2:0 --monitor full-hd",
                "display modes --by iomfb --calls 12.3",
                "display modes --by iomfb --calls 12.3 --monitor full-hd --json"
            })
    void aDeviceSaysWhatItSaid(String line) {
        String file = folder.resolve("device.pcapng").toString();
        List<String> words = List.of(line.split(" "));
        Cli recorded = run(words, "--capture", file, "--capture-memory");
        assertEquals(0, recorded.status(), recorded::toString);
        List<String> again = new ArrayList<>(words);
        int monitor = again.indexOf("--monitor");
        if (monitor >= 0) {
            again.subList(monitor, monitor + 2).clear();
        }
        Cli replayed = run(again, "--via", "replay:" + file);
        assertEquals(0, replayed.status(), replayed::toString);
        assertEquals(recorded.out(), replayed.out());
        assertEquals("", replayed.err());
    }

    @Test
    void withoutMemoryThereAreNoRings() {
        String file = folder.resolve("light.pcapng").toString();
        run(List.of("sensors", "als", "--every", "10", "--count", "1"), "--capture", file);
        Cli replayed = Cli.run("sensors", "als", "--count", "1", "--every", "10", "--via", "replay:" + file);
        assertEquals(1, replayed.status(), replayed::toString);
        assertTrue(replayed.err().startsWith("rtkit: "), replayed::toString);
    }

    private static Cli run(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }
}
