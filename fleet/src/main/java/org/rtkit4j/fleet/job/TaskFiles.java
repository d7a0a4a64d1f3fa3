package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.Row;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// The rows of one task, a file for each table: read once, and soon, when the tables are made of them.
final class TaskFiles implements AutoCloseable {
    private final List<ParquetWriter<Row>> writers = new ArrayList<>();

    /// @param folder of the batch's rows
    /// @param task a name that no other task has, and no other attempt at this one, of whichever run
    TaskFiles(Path folder, String task, Configuration hadoop) throws IOException {
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            OutputFile file = HadoopOutputFile.fromPath(file(folder, table, task), hadoop);
            writers.add(new Writing(file, table).withConf(hadoop).build());
        }
    }

    /// Returns where a task's rows of a table are.
    static Path file(Path folder, RowTable<?> table, String task) {
        return new Path(new Path(folder, table.name()), task + ".parquet");
    }

    /// Adds a row of a batch: its part of each table.
    void add(Row row) throws IOException {
        for (int i = 0; i < writers.size(); i++) {
            if (!row.isNullAt(i)) {
                writers.get(i).write(row.getStruct(i));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ParquetWriter<Row> writer : writers) {
            writer.close();
        }
    }

    private static final class Writing extends ParquetWriter.Builder<Row, Writing> {
        private final RowTable<?> table;

        Writing(OutputFile file, RowTable<?> table) {
            super(file);
            this.table = table;
            // A dictionary would cost more than it saves.
            withCompressionCodec(CompressionCodecName.SNAPPY).withDictionaryEncoding(false);
        }

        @Override
        protected Writing self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, so there is no other way
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return new ParquetRows(table.schema());
        }
    }
}
