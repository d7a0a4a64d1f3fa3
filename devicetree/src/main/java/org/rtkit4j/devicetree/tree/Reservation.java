package org.rtkit4j.devicetree.tree;

/// Memory that a flattened tree keeps from the operating system.
///
/// @param address physical, in bytes
/// @param size in bytes
public record Reservation(long address, long size) {}
