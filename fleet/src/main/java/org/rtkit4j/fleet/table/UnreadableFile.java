package org.rtkit4j.fleet.table;

import org.jspecify.annotations.Nullable;

/// A file, a member or a line that could not be read, or not to its end.
///
/// @param file its pseudonym
/// @param path null unless it is to be kept
/// @param reason a sentence without a full stop and without what names somebody
public record UnreadableFile(String file, @Nullable String path, String reason) {}
