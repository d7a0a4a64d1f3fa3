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
import org.rtkit4j.fleet.table.RowTable;

/// Some inputs, from their bytes to rows in the tables.
final class FleetBatch {
    private static final int INPUTS_PER_TASK = 32;
    private static final int TASKS_PER_CORE = 8;

    private final SparkSession spark;
    private final StagedBatch staged;

    FleetBatch(SparkSession spark, StagedBatch staged) {
        this.spark = spark;
        this.staged = staged;
    }

    /// Returns where the rows of tasks go.
    Path rows() {
        return staged.file("rows");
    }

    /// Reads the inputs, beside the tables.
    void make(List<FleetInput> inputs, ReadTask reading) throws IOException {
        JavaRDD<FleetInput> spread = context().parallelize(inOrder(inputs), tasks(inputs.size()));
        List<String> tasks = spread.mapPartitions(reading).collect();
        for (RowTable<?> table : reading.tables()) {
            write(table, tasks);
        }
        staged.mark();
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

    private void write(RowTable<?> table, List<String> tasks) {
        Path[] files =
                tasks.stream().map(task -> TaskFiles.file(rows(), table, task)).toArray(Path[]::new);
        Dataset<Row> rows = FleetPlace.rows(spark, table, files);
        DataFrameWriter<Row> writer = table.isByDay()
                ? rows.repartition(col(RowTable.DAY)).write().partitionBy(RowTable.DAY)
                : rows.coalesce(1).write();
        writer.mode(SaveMode.Overwrite).parquet(staged.table(table).toString());
    }
}
