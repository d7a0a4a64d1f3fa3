package org.rtkit4j.forensics.model;

import org.jspecify.annotations.Nullable;

/// A part of a report whose meaning is not known, kept as it is.
///
/// @param tag four letters, or a number where it is not text
/// @param version as printed, or null
/// @param sizeBytes size of the payload, or -1 where the report does not tell
/// @param flags the flags of a binary section's header
/// @param dataHex the payload as hex digits, or null where the report leaves it out
public record Section(
        String tag,
        @Nullable String version,
        long sizeBytes,
        long flags,
        @Nullable String dataHex) {}
