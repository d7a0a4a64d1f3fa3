package org.rtkit4j.fleet.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.fleet.StumblingFileSystem;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// A batch is in the tables once or not at all, at whatever step a driver was killed, and the next, and the one after.
class StagedBatchTest {
    @TempDir
    private Path folder;

    private Path root;
    private FleetPlace place;

    @AfterEach
    void stumbleNoMore() {
        StumblingFileSystem.stumbleAfter(Integer.MAX_VALUE);
    }

    private void begin(String name) throws Exception {
        StumblingFileSystem.stumbleAfter(Integer.MAX_VALUE);
        var hadoop = new Configuration(false);
        hadoop.set("fs." + StumblingFileSystem.SCHEME + ".impl", StumblingFileSystem.class.getName());
        root = folder.resolve(name);
        place = new FleetPlace(StumblingFileSystem.SCHEME + "://" + root, hadoop);
        place.open("a salt");
    }

    @Test
    void killedAtEveryStepOnce() throws Exception {
        boolean isKilled = true;
        for (int steps = 0; isKilled; steps++) {
            begin("once-" + steps);
            Map<String, Boolean> made = make(new SplittableRandom(1));
            isKilled = isKilledAfter(steps, made);
            StumblingFileSystem.stumbleAfter(Integer.MAX_VALUE);
            StagedBatch.endAll(place);
            ended(made);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void killedAgainAndAgain(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        begin("again");
        Map<String, Boolean> made = make(random);
        int kills = 0;
        while (isKilledAfter(random.nextInt(1, 4), made)) {
            kills++;
        }
        assertTrue(kills > 0 || made.size() < 4, "it was to be killed");
        ended(made);
    }

    /// Makes two batches with some files for each table, of which one may be marked as whole.
    ///
    /// @return what stands in their files, and whether it belongs in the tables
    private Map<String, Boolean> make(SplittableRandom random) throws IOException {
        Map<String, Boolean> made = new TreeMap<>();
        for (int number = 1; number <= 2; number++) {
            var batch = new StagedBatch(place, number);
            boolean isWhole = random.nextInt(3) > 0;
            for (RowTable<?> table : FleetTables.OF_BATCH) {
                int files = table.equals(FleetTables.FILES) ? 1 : random.nextInt(3);
                for (int i = 0; i < files; i++) {
                    String text = "batch %d %s %d".formatted(number, table.name(), i);
                    String day = table.isByDay() ? "day=2030-01-0" + random.nextInt(1, 4) + "/" : "";
                    place.write(
                            new org.apache.hadoop.fs.Path(batch.table(table), day + "part-" + i + ".parquet"), text);
                    made.put(text, isWhole);
                }
            }
            place.write(batch.file("rows/part-0.parquet"), "not of a table");
            if (isWhole) {
                batch.mark();
            }
        }
        return made;
    }

    private boolean isKilledAfter(int steps, Map<String, Boolean> made) throws IOException {
        StumblingFileSystem.stumbleAfter(steps);
        try {
            StagedBatch.endAll(place);
            return false;
        } catch (IOException e) {
            assertEquals("killed", e.getMessage());
            underWay(made);
            return true;
        }
    }

    /// What belongs in the tables is there or still beside them; where the batch is among what was read, all of it is.
    private void underWay(Map<String, Boolean> made) throws IOException {
        List<String> all = texts(root);
        List<String> published = all.stream()
                .filter(text -> !text.contains("/batch-"))
                .map(text -> text.substring(text.indexOf(':') + 1))
                .toList();
        for (var each : made.entrySet()) {
            String text = each.getKey();
            long copies =
                    all.stream().filter(found -> found.endsWith(":" + text)).count();
            assertTrue(copies == 1 || (!each.getValue() && copies == 0), text + " is there " + copies + " times");
            assertTrue(each.getValue() || !published.contains(text), text + " is in the tables");
            boolean isRead = published.contains(text.substring(0, "batch 1".length()) + " files 0");
            assertTrue(!isRead || published.contains(text), text + " is missing");
        }
    }

    private void ended(Map<String, Boolean> made) throws IOException {
        List<String> expected = made.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        assertEquals(
                expected,
                texts(root).stream()
                        .filter(text -> !text.startsWith("_fleet/format"))
                        .map(text -> text.substring(text.indexOf(':') + 1))
                        .sorted()
                        .toList());
        assertEquals(List.of(), place.openBatches());
    }

    /// Returns each file below a folder as `PATH:TEXT`, without those that Hadoop keeps for itself.
    private static List<String> texts(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".crc"))
                    .map(file -> root.relativize(file) + ":" + textOf(file))
                    .toList();
        }
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
