package org.rtkit4j.emulator.nvme;

import java.nio.file.Path;

/// A raw image file that holds a disk.
///
/// @param isReadOnly whether nothing is ever written to it; then it has to be there
public record DiskImage(Path file, boolean isReadOnly) {}
