package org.rtkit4j.emulator.display;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.dma.DmaSpec;

/// What one display co-processor has before it.
///
/// @param connector where its monitor is
/// @param monitor what is plugged in at first, or null
/// @param dma what stands between the display pipe and the machine's memory: a DART of its own
public record DisplayConfig(Connector connector, @Nullable Monitor monitor, DmaSpec dma) {}
