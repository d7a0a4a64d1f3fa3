package org.rtkit4j.emulator.display;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.dma.DmaSpec;

/// What one display co-processor has before it, and in what its firmware differs from others.
///
/// @param connector where its monitor is
/// @param monitor what is plugged in at first, or null
/// @param isRemote whether the lines of its port are the AP's, and nothing is found before the AP has said so
/// @param dma what stands between the display pipe and the machine's memory: a DART of its own
/// @param hasLayerGap whether the layer of a swap has eight more bytes, as since 13.3
/// @param hotPlugDelay how long it takes to find the monitor once it is switched on
/// @param modeDelay how long it takes to set a mode
/// @param hazards what it does wrong from its start on, once each
/// @param iomfb how the operating system asks it
public record DisplayConfig(
        Connector connector,
        @Nullable Monitor monitor,
        boolean isRemote,
        DmaSpec dma,
        boolean hasLayerGap,
        Duration hotPlugDelay,
        Duration modeDelay,
        Set<DisplayHazard> hazards,
        IomfbConfig iomfb) {
    public DisplayConfig {
        hazards = Set.copyOf(hazards);
    }
}
