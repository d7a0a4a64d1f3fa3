package org.rtkit4j.fleet.job;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// The files of a batch beside the tables, and their way into them.
///
/// First everything is made here; then a mark says that it is whole; then its files are moved into the tables, and
/// those of `files` last. What is killed before the mark is made again from nothing, what is killed after it goes on
/// moving: a file that was moved is not there to be moved again. So each row is in its table once.
final class StagedBatch {
    private static final String WHOLE = "_WHOLE";

    private final FleetPlace place;
    private final int number;
    private final Path folder;

    StagedBatch(FleetPlace place, int number) {
        this.place = place;
        this.number = number;
        this.folder = place.staging(number);
    }

    /// Takes what was begun and not ended where it stood, as often as it takes.
    static void endAll(FleetPlace place) throws IOException {
        for (int number : place.openBatches()) {
            new StagedBatch(place, number).end();
        }
    }

    private void end() throws IOException {
        if (place.text(new Path(folder, WHOLE)) != null) {
            publish();
        } else {
            forget();
        }
    }

    /// Returns where something of the batch is made.
    Path file(String name) {
        return new Path(folder, name);
    }

    /// Returns where the rows of a table are made.
    Path table(RowTable<?> table) {
        return new Path(file("tables"), table.name());
    }

    /// Says that nothing is missing: from here on the batch will be in the tables, whoever is killed.
    void mark() throws IOException {
        place.write(file(WHOLE), "");
    }

    /// Moves what was made into the tables.
    void publish() throws IOException {
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            for (Path file : place.rowFiles(table(table))) {
                place.move(file, place.published(table, number, file));
            }
        }
        forget();
    }

    private void forget() throws IOException {
        place.fileSystem().delete(folder, true);
    }
}
