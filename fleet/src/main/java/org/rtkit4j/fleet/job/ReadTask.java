package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.rtkit4j.fleet.read.BoundedReading;
import org.rtkit4j.fleet.read.FleetInput;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// What an executor does: reads its share of the inputs by Hadoop's file systems, writes their rows, and says by which
/// name. Rows of an attempt that failed have a name that nobody hears.
final class ReadTask implements FlatMapFunction<Iterator<FleetInput>, String> {
    private static final long serialVersionUID = 1L;
    private static final String LOCAL = "file";

    private final ReadRules rules;
    private final Broadcast<SerializableConfiguration> configuration;
    private final LongAccumulator done;
    private final String folder;

    /// @param folder where the rows go, on a file system that all executors see
    /// @param done counts the inputs that were begun; tasks that are tried again count again
    ReadTask(Path folder, ReadRules rules, Broadcast<SerializableConfiguration> configuration, LongAccumulator done) {
        this.folder = folder.toString();
        this.rules = rules;
        this.configuration = configuration;
        this.done = done;
    }

    /// Returns the tables that rows can come for.
    List<RowTable<?>> tables() {
        return FleetTables.OF_BATCH.stream()
                .filter(table -> rules.takesMessages() || !table.equals(FleetTables.MESSAGES))
                .toList();
    }

    @Override
    public Iterator<String> call(Iterator<FleetInput> inputs) throws IOException {
        Configuration hadoop = configuration.value().value();
        String task = UUID.randomUUID().toString();
        try (var reading = new BoundedReading(new Counted(inputs, done), rules, path -> open(path, hadoop));
                var files = new TaskFiles(new Path(folder), task, hadoop)) {
            while (reading.hasNext()) {
                files.add(reading.next());
            }
        }
        return List.of(task).iterator();
    }

    private static InputStream open(String name, Configuration hadoop) throws IOException {
        var path = new Path(name);
        URI uri = path.toUri();
        // Hadoop's way looks for a file of checksums beside each.
        return LOCAL.equals(uri.getScheme())
                ? openHere(uri.getPath())
                : path.getFileSystem(hadoop).open(path);
    }

    private static InputStream openHere(String name) throws IOException {
        try {
            return Files.newInputStream(java.nio.file.Path.of(name));
        } catch (InvalidPathException _) {
            // An executor of another locale may well spell it.
            throw new NoSuchFileException(name);
        }
    }

    /// Counts what passes.
    private record Counted(Iterator<FleetInput> inputs, LongAccumulator done) implements Iterator<FleetInput> {
        @Override
        public boolean hasNext() {
            return inputs.hasNext();
        }

        @Override
        public FleetInput next() {
            done.add(1);
            return inputs.next();
        }
    }
}
