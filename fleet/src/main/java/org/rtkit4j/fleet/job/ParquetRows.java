package org.rtkit4j.fleet.job;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/// How the rows of a table are spelled in Parquet, as Spark reads them back. Spark's own way would first make each into
/// a row of another kind, by code that it makes for that.
final class ParquetRows extends WriteSupport<Row> {
    private static final int MICROS = 1_000_000;

    private final StructType schema;

    @SuppressWarnings("NullAway.Init") // Parquet says it before it writes
    private RecordConsumer records;

    /// @param schema of texts, numbers, days and times; what a row has no value for is null
    ParquetRows(StructType schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract, so there is no other way
    public WriteContext init(Configuration configuration) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (StructField field : schema.fields()) {
            message.addField(type(field.dataType()).named(field.name()));
        }
        return new WriteContext(message.named("rows"), Map.of());
    }

    private static Types.PrimitiveBuilder<PrimitiveType> type(DataType type) {
        return switch (type) {
            case StringType _ -> Types.optional(BINARY).as(stringType());
            case BooleanType _ -> Types.optional(BOOLEAN);
            case IntegerType _ -> Types.optional(INT32);
            case LongType _ -> Types.optional(INT64);
            case DateType _ -> Types.optional(INT32).as(dateType());
            case TimestampType _ -> Types.optional(INT64).as(timestampType(true, TimeUnit.MICROS));
            default -> throw new IllegalArgumentException("no column of a table: type=" + type);
        };
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        records = consumer;
    }

    @Override
    public void write(Row row) {
        records.startMessage();
        for (int i = 0; i < row.length(); i++) {
            if (!row.isNullAt(i)) {
                String name = schema.apply(i).name();
                records.startField(name, i);
                value(row.get(i));
                records.endField(name, i);
            }
        }
        records.endMessage();
    }

    private void value(Object value) {
        switch (value) {
            // Half of a character that has two, which UTF-8 cannot spell, becomes a question mark.
            case String text -> records.addBinary(Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8)));
            case Boolean flag -> records.addBoolean(flag);
            case Integer number -> records.addInteger(number);
            case Long number -> records.addLong(number);
            case LocalDate day -> records.addInteger(Math.toIntExact(day.toEpochDay()));
            case Instant time -> records.addLong(micros(time));
            default -> throw new IllegalArgumentException("no value of a table: " + value.getClass());
        }
    }

    // Rounds down, also before 1970.
    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), (long) MICROS), time.getNano() / 1000);
    }
}
