package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.generate.FleetGenerator;
import org.rtkit4j.fleet.generate.FleetPlan;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetJob;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.job.RunProgress;
import org.rtkit4j.fleet.privacy.Pseudonyms;
import org.rtkit4j.fleet.read.ReadRules;

/// A run that is killed at whatever step, and is started again, leaves the tables of a run that ended well.
class KilledRunTest {
    private static final ReadRules RULES =
            new ReadRules(Tables.PSEUDONYMS, false, false, "report", "device", null, 1L << 30, 120);
    private static final int STEPS_MORE = 37;

    @AfterEach
    void stumbleNoMore() {
        StumblingFileSystem.stumbleAfter(Integer.MAX_VALUE);
    }

    @Test
    void whateverItWasAtNothingIsLostAndNothingTwice(@TempDir Path folder) throws Exception {
        FleetPlan plan = new FleetPlan(60, 10, 2, java.time.LocalDate.of(2030, 1, 1), 2, 2, 50, 5);
        FleetGenerator.write(plan, folder.resolve("fleet"));
        sameAsWhole(folder, RULES);
        assertEquals(
                List.of("files", "format", "lines"),
                left(folder.resolve("killed").resolve("_fleet")));
    }

    /// JSON lines wait where nobody says which field is read.
    @Test
    void whatWaitsHasItsRowOnceToo(@TempDir Path folder) throws Exception {
        FleetPlan plan = new FleetPlan(30, 10, 2, java.time.LocalDate.of(2030, 1, 1), 2, 2, 30, 5);
        FleetGenerator.write(plan, folder.resolve("fleet"));
        Tables whole = sameAsWhole(folder, ReadRules.of(Tables.PSEUDONYMS));
        assertTrue(whole.rows("unreadable").stream()
                .anyMatch(row -> row.getString(2).startsWith("JSON lines")));
        assertEquals(List.of("files", "format"), left(folder.resolve("killed").resolve("_fleet")));
    }

    private static Tables sameAsWhole(Path folder, ReadRules rules) throws Exception {
        Tables whole = Tables.in(folder.resolve("whole"), rules);
        whole.run(25, folder.resolve("fleet"));
        FleetPlace place = stumbling(folder.resolve("killed"));
        int kills = 0;
        while (isKilled(place, folder.resolve("fleet"), rules, STEPS_MORE * kills)) {
            kills++;
        }
        assertTrue(kills >= 3, "it was to be killed several times: " + kills);
        Tables killed = new Tables(whole.spark(), place, rules);
        for (String table : List.of("reports", "crashes", "unreadable", "groups")) {
            assertEquals(whole.sorted(table), killed.sorted(table), table);
        }
        return whole;
    }

    @Test
    void whatComesLaterIsAddedAndItsGroupsAreTheSame(@TempDir Path folder) throws Exception {
        FleetPlan plan = new FleetPlan(80, 10, 2, java.time.LocalDate.of(2030, 1, 1), 2, 2, 20, 6);
        FleetGenerator.write(plan, folder.resolve("fleet"));
        Tables atOnce = Tables.in(folder.resolve("once"), RULES);
        long all = atOnce.run(1000, folder.resolve("fleet"));
        Tables later = Tables.in(folder.resolve("later"), RULES);
        long first = later.run(1000, folder.resolve("fleet").resolve("day-2030-01-01"));
        assertTrue(first > 0 && first < all, first + " of " + all);
        assertEquals(all - first, later.run(1000, folder.resolve("fleet")));
        for (String table : List.of("reports", "crashes", "unreadable", "groups")) {
            assertEquals(atOnce.sorted(table), later.sorted(table), table);
        }
    }

    private static FleetPlace stumbling(Path folder) throws FleetException {
        var hadoop = EmbeddedSpark.session().sparkContext().hadoopConfiguration();
        hadoop.set("fs." + StumblingFileSystem.SCHEME + ".impl", StumblingFileSystem.class.getName());
        return new FleetPlace(StumblingFileSystem.SCHEME + "://" + folder, hadoop);
    }

    private static boolean isKilled(FleetPlace place, Path fleet, ReadRules rules, int steps) throws FleetException {
        StumblingFileSystem.stumbleAfter(steps);
        try {
            new FleetJob(EmbeddedSpark.session(), place, rules, 25, RunProgress.NONE).run(List.of(fleet.toString()));
            return false;
        } catch (IOException | RuntimeException e) {
            return true;
        } catch (Exception e) {
            assertTrue(e instanceof SparkException, e::toString);
            return true;
        }
    }

    private static List<String> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anotherSaltAndAnotherFolderAreRefused(@TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("in")).resolve("notes.txt"), "nothing");
        Tables.in(folder.resolve("out"), RULES).run(10, folder.resolve("in"));
        var other = ReadRules.of(new Pseudonyms("another".getBytes(StandardCharsets.UTF_8)));
        String salt = assertThrows(
                        FleetException.class,
                        () -> Tables.in(folder.resolve("out"), other).run(10, folder.resolve("in")))
                .getMessage();
        assertTrue(salt.endsWith("its tables were made with another salt, under which devices have other names"), salt);
        String full = assertThrows(
                        FleetException.class,
                        () -> Tables.in(folder.resolve("in"), RULES).run(10, folder.resolve("in")))
                .getMessage();
        assertTrue(full.contains("holds files, but no tables"), full);
        String gone = assertThrows(
                        FleetException.class,
                        () -> Tables.in(folder.resolve("out"), RULES).run(10, folder.resolve("gone")))
                .getMessage();
        assertTrue(gone.endsWith("no such file or folder"), gone);
    }
}
