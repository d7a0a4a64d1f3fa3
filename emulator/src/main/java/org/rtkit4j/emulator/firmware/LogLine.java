package org.rtkit4j.emulator.firmware;

/// A line of the syslog.
///
/// @param context a source position or a task's name
/// @param text what it says
public record LogLine(String context, String text) {}
