package org.rtkit4j.fleet.table;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.privacy.Redaction;

/// Where something was read: a file, a member of an archive, or a line.
///
/// @param file its pseudonym
/// @param path null unless it is to be kept
/// @param name the name that dates are read from; goes into no table
/// @param device the device's pseudonym, or null where nothing tells it
/// @param redaction knows the keys that stand in it
public record AnswerSource(
        String file,
        @Nullable String path,
        String name,
        @Nullable String device,
        Redaction redaction) {}
