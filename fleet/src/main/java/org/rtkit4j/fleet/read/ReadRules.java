package org.rtkit4j.fleet.read;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.privacy.Pseudonyms;

/// What is read, how far, and what is kept of it.
///
/// @param pseudonyms for devices and files
/// @param keepsPaths whether names of files go into the tables
/// @param takesMessages whether the rows of mailbox logs are kept
/// @param lineColumn the field of JSON lines that holds a report; null: they wait until somebody says it
/// @param deviceColumn the field of JSON lines that holds the device's key, or null
/// @param devicePath a pattern whose first group is the device's key in a path, or null
/// @param mostBytes of one input as it lies there; what an archive unpacks to is bounded by the archive's own limits
/// @param mostSeconds that an input may take for its next row
public record ReadRules(
        Pseudonyms pseudonyms,
        boolean keepsPaths,
        boolean takesMessages,
        @Nullable String lineColumn,
        @Nullable String deviceColumn,
        @Nullable String devicePath,
        long mostBytes,
        int mostSeconds)
        implements Serializable {
    /// The limits where nobody says others.
    public static final long MOST_BYTES = 4L << 30;

    public static final int MOST_SECONDS = 120;

    /// Returns how JSON lines are read, as the options say it; empty where they are not.
    public String lineOptions() {
        return lineColumn == null
                ? ""
                : "--lines " + lineColumn + (deviceColumn == null ? "" : " --device " + deviceColumn);
    }

    /// Rules without columns, with the usual limits.
    public static ReadRules of(Pseudonyms pseudonyms) {
        return new ReadRules(pseudonyms, false, false, null, null, null, MOST_BYTES, MOST_SECONDS);
    }
}
