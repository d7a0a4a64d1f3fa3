package org.rtkit4j.forensics.model;

/// A line that the firmware logged.
///
/// @param when what stood before driver and device: the log's own time stamp, or empty
/// @param context source file and line, cut at 23 characters from the left
/// @param line the line of the file
public record SyslogLine(String when, String context, String text, int line) {}
