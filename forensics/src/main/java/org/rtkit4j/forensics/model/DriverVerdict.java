package org.rtkit4j.forensics.model;

/// A line in which a Linux driver gives up on its co-processor, or on the machine. Text is escaped.
///
/// @param key which of the known lines it is
/// @param driver as the line begins: `macsmc-power macsmc-power`
/// @param text what the driver said
/// @param when what stood before the driver: the log's own time stamp, or empty
/// @param secondsSinceBoot as the time stamp says, or -1
/// @param line the line of the file
public record DriverVerdict(String key, String driver, String text, String when, long secondsSinceBoot, int line) {}
