package org.rtkit4j.emulator.profile;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// Of which co-processor, chip and year a firmware is: what guesses are made for.
///
/// @param kind which co-processor's
/// @param controller which storage controller stands behind it; null where there is none
/// @param macOs which macOS it came with; 0 where nobody knows
public record FirmwareOrigin(CoprocessorKind kind, @Nullable NvmeVariant controller, int macOs) {}
