package org.rtkit4j.fleet.read;

import java.io.Serializable;

/// A file to be read.
///
/// @param path qualified, as Hadoop's file systems spell it
/// @param bytes its size when it was listed
public record FleetInput(String path, long bytes) implements Serializable {}
