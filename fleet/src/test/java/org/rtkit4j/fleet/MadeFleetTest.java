package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.generate.FleetGenerator;
import org.rtkit4j.fleet.generate.FleetPlan;
import org.rtkit4j.fleet.generate.FleetTruth;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.summary.FleetSummary;
import org.rtkit4j.fleet.summary.FleetViews;
import org.rtkit4j.fleet.summary.TableCounts;

/// The tables of a made-up fleet are exactly as it was made up: at once, and in days that come one after the other.
class MadeFleetTest {
    private static final ReadRules RULES =
            new ReadRules(Tables.PSEUDONYMS, false, false, "report", "device", null, 1L << 30, 120);

    private static final Pattern PLACE = Pattern.compile("at Invented\\d+[.]cpp line \\d+");

    @Test
    void theTablesAreWhatWasMadeUp(@TempDir Path folder) throws Exception {
        FleetTruth truth = FleetGenerator.write(FleetPlan.of(1500, 7), folder.resolve("fleet"));
        Tables tables = Tables.in(folder.resolve("tables"), RULES);
        tables.run(1000, folder.resolve("fleet"));
        FleetViews views = new FleetViews(tables.spark(), tables.place());
        assertEquals(
                new TreeMap<>(truth.counts()),
                new TreeMap<>(TableCounts.of(views).counts()));
        assertEquals(0, tables.run(1000, folder.resolve("fleet")), "nothing is new");
        assertEquals(
                new TreeMap<>(truth.counts()),
                new TreeMap<>(TableCounts.of(views).counts()));
        summary(FleetSummary.of(views, LocalDate.of(2030, 1, 1), 50), truth);
    }

    private static void summary(FleetSummary summary, FleetTruth truth) {
        assertEquals(
                truth.count("reports"),
                summary.totals().crashes() + summary.totals().panics());
        assertEquals(truth.count("devices"), summary.totals().devices());
        assertEquals(14, summary.groups().size());
        assertEquals(summary.groups(), summary.fresh());
        assertEquals(Set.of("at Invented9.cpp line 109"), places(summary, true));
        assertTrue(places(summary, false).contains("at Invented10.cpp line 110"), summary.changes()::toString);
    }

    private static Set<String> places(FleetSummary summary, boolean isWorse) {
        return summary.changes().stream()
                .filter(change -> change.isWorse() == isWorse)
                .flatMap(change -> PLACE.matcher(change.sentence()).results().map(MatchResult::group))
                .collect(Collectors.toSet());
    }

    @Test
    void theSameSeedIsTheSameFleet(@TempDir Path folder) throws Exception {
        FleetTruth one = FleetGenerator.write(FleetPlan.of(100, 3), folder.resolve("one"));
        FleetTruth other = FleetGenerator.write(FleetPlan.of(100, 3), folder.resolve("other"));
        assertEquals(one.counts(), other.counts());
        assertEquals(content(folder.resolve("one")), content(folder.resolve("other")));
        assertNotEquals(
                one.counts(),
                FleetGenerator.write(FleetPlan.of(100, 4), folder.resolve("third"))
                        .counts());
    }

    private static Map<String, Integer> content(Path folder) throws Exception {
        var content = new TreeMap<String, Integer>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Zip writes down the time at which it was made.
                boolean isZip = file.toString().endsWith(".zip");
                content.put(
                        folder.relativize(file).toString(),
                        isZip ? (int) Files.size(file) : java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return content;
    }
}
