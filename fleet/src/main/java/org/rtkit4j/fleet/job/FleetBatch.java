package org.rtkit4j.fleet.job;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.rtkit4j.fleet.read.FleetInput;
import org.rtkit4j.fleet.table.BatchRow;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// Some inputs, from their bytes to rows in the tables.
///
/// First everything is made beside the tables; then a mark says that it is whole; then its files are moved into the
/// tables, and those of `files` last. What is killed before the mark is made again from nothing, what is killed
/// after it goes on moving: a file that was moved is not there to be moved again. So each row is in its table once.
final class FleetBatch {
    private static final String WHOLE = "_WHOLE";
    private static final String ROWS = "rows";
    private static final int INPUTS_PER_TASK = 32;
    private static final int TASKS_PER_CORE = 8;

    private final SparkSession spark;
    private final FleetPlace place;
    private final int number;
    private final Path staging;

    FleetBatch(SparkSession spark, FleetPlace place, int number) {
        this.spark = spark;
        this.place = place;
        this.number = number;
        this.staging = place.staging(number);
    }

    boolean isWhole() throws IOException {
        return place.text(new Path(staging, WHOLE)) != null;
    }

    /// Reads the inputs, beside the tables.
    void make(List<FleetInput> inputs, ReadTask reading) throws IOException {
        JavaRDD<FleetInput> spread = context().parallelize(inOrder(inputs), tasks(inputs.size()));
        String rows = new Path(staging, ROWS).toString();
        spark.createDataFrame(spread.mapPartitions(reading), BatchRow.schema())
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(rows);
        Dataset<Row> made = spark.read().schema(BatchRow.schema()).parquet(rows);
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            write(table, made);
        }
        place.write(new Path(staging, WHOLE), "");
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    private int tasks(int inputs) {
        int most = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
        return Math.clamp((inputs + INPUTS_PER_TASK - 1) / INPUTS_PER_TASK, 1, most);
    }

    /// Deals the largest first, so that no task has all of them.
    private List<FleetInput> inOrder(List<FleetInput> inputs) {
        List<FleetInput> bySize = inputs.stream()
                .sorted(Comparator.comparingLong(FleetInput::bytes).reversed().thenComparing(FleetInput::path))
                .toList();
        int hands = tasks(inputs.size());
        List<FleetInput> dealt = new ArrayList<>(bySize.size());
        for (int hand = 0; hand < hands; hand++) {
            for (int i = hand; i < bySize.size(); i += hands) {
                dealt.add(bySize.get(i));
            }
        }
        return dealt;
    }

    private void write(RowTable<?> table, Dataset<Row> made) {
        Dataset<Row> rows = made.where(col(table.name()).isNotNull()).select(table.name() + ".*");
        DataFrameWriter<Row> writer = table.isByDay()
                ? rows.repartition(col(RowTable.DAY)).write().partitionBy(RowTable.DAY)
                : rows.coalesce(1).write();
        writer.mode(SaveMode.Overwrite).parquet(staged(table).toString());
    }

    private Path staged(RowTable<?> table) {
        return new Path(new Path(staging, "tables"), table.name());
    }

    /// Moves what was made into the tables.
    void publish() throws IOException {
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            for (Path file : place.rowFiles(staged(table))) {
                place.move(file, place.published(table, number, file));
            }
        }
        forget();
    }

    /// Throws away what was begun, or is done.
    void forget() throws IOException {
        place.fileSystem().delete(staging, true);
    }
}
