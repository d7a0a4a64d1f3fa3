package org.rtkit4j.fleet.table;

import org.jspecify.annotations.Nullable;

/// An input that was read and will not be read again, or that could not be opened and is tried again.
///
/// @param file its pseudonym
/// @param path null unless it is to be kept
/// @param bytes its size
/// @param members the files that were found in it, itself where it is no archive
/// @param answers how many rows of `reports` came of it
/// @param unreadable how many rows of `unreadable`
/// @param again why it could not be opened, as [UnreadableFile#reason]; null where it was read
public record EndedInput(
        String file,
        @Nullable String path,
        long bytes,
        long members,
        long answers,
        long unreadable,
        @Nullable String again) {}
