package org.rtkit4j.emulator.display;

import java.util.List;
import java.util.Set;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.port.Region;

/// What the operating system's way to a display is like.
///
/// @param version which numbers and arguments its calls have
/// @param registers those of the display that its device tree names, in that order; the firmware asks for each
/// @param hazards what its firmware does wrong from its start on
/// @param needsDoorbell whether it crashes at a change of modes where the AP left out a word of the doorbell, as on
/// t8103
public record IomfbConfig(
        IomfbVersion version, List<Region> registers, Set<IomfbHazard> hazards, boolean needsDoorbell) {
    public IomfbConfig {
        registers = List.copyOf(registers);
        hazards = Set.copyOf(hazards);
    }
}
