package org.rtkit4j.emulator.crashlog;

/// One page of shared memory as a crash log tells of it.
///
/// @param virtAddr its address as the firmware sees it
/// @param physAddr where that is in the machine
public record PageMapping(long virtAddr, long physAddr) {}
