package org.rtkit4j.fleet.table;

/// An input that was read and will not be read again.
///
/// @param file its pseudonym
/// @param bytes its size
/// @param members the files that were found in it, itself where it is no archive
/// @param answers how many rows of `reports` came of it
/// @param unreadable how many rows of `unreadable`
public record TakenFile(String file, long bytes, long members, long answers, long unreadable) {}
