package org.rtkit4j.fleet.table;

import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/// One column: what it is called, what it holds, and how it is found in what a row is made of.
///
/// @param name as queries spell it
/// @param meaning with its unit, in a sentence without a full stop; where it may be null, when that is
/// @param value from what the row is made of; null where that does not say
public record Column<T>(String name, DataType type, String meaning, Function<T, @Nullable Object> value) {}
