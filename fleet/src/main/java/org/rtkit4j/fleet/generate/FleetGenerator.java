package org.rtkit4j.fleet.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Writes a made-up fleet: a folder for each day, in it files of single reports, archives and JSON lines; damaged
/// and foreign files among them.
public final class FleetGenerator {
    private final FleetPlan plan;
    private final Path folder;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Set<String> devices = ConcurrentHashMap.newKeySet();

    private FleetGenerator(FleetPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /// Writes the files; days in parallel, each the same whatever the others are.
    ///
    /// @param folder not there yet, or empty
    /// @return what it holds
    public static FleetTruth write(FleetPlan plan, Path folder) throws IOException {
        var generator = new FleetGenerator(plan, folder);
        try {
            IntStream.range(0, plan.days()).parallel().forEach(generator::day);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        generator.counts.put("devices", (long) generator.devices.size());
        return new FleetTruth(generator.counts);
    }

    private void day(int day) {
        var random = new SplittableRandom(plan.seed() * 7919 + day);
        LocalDate date = plan.first().plusDays(day);
        try (var files = new DayFiles(folder.resolve("day-" + date), plan.singles(), random)) {
            for (int i = 0; i < share(plan.reports(), day); i++) {
                report(day, date, files, random);
            }
            for (int i = 0; i < share(plan.damaged(), day); i++) {
                files.damaged(i);
                count("unreadable");
            }
            for (int i = 0; i < share(plan.foreign(), day); i++) {
                files.foreign(i);
                count("none");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What remains falls to the first days.
    private int share(int all, int day) {
        return all / plan.days() + (day < all % plan.days() ? 1 : 0);
    }

    private void report(int day, LocalDate date, DayFiles files, SplittableRandom random) throws IOException {
        MadeDevice device = MadeDevice.of(plan.seed(), random.nextInt(plan.devices()), plan.days());
        MadeCause cause = MadeCause.any(random, device.isLate(day));
        var report = new MadeReport(device, cause, date, day, random.nextInt(86_400), random);
        files.add(report.name(), report.text().getBytes(StandardCharsets.UTF_8), device);
        devices.add(device.key());
        count("reports");
        count("cause " + cause.mark());
        count("build " + device.build(day));
        count("cause " + cause.mark() + " build " + device.build(day));
        count("day " + date);
        count("model " + device.modelName());
    }

    private void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }
}
