package org.rtkit4j.emulator.profile;

import java.util.Set;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// What a guess says of some firmware: a value of its key.
///
/// @param value which value
/// @param kinds of which co-processors; empty: of all
/// @param controllers of which storage controllers; empty: whatever there is
/// @param from the first macOS whose firmware it is about; 0: the oldest too
/// @param before the first macOS whose firmware it is not about any more; 0: the newest too
public record GuessClaim(String value, Set<CoprocessorKind> kinds, Set<NvmeVariant> controllers, int from, int before) {
    static GuessClaim ofAll(String value) {
        return new GuessClaim(value, Set.of(), Set.of(), 0, 0);
    }

    static GuessClaim of(String value, CoprocessorKind kind) {
        return new GuessClaim(value, Set.of(kind), Set.of(), 0, 0);
    }

    static GuessClaim of(String value, NvmeVariant... controllers) {
        return new GuessClaim(value, Set.of(), Set.of(controllers), 0, 0);
    }

    GuessClaim from(int macOs) {
        return new GuessClaim(value, kinds, controllers, macOs, before);
    }

    GuessClaim before(int macOs) {
        return new GuessClaim(value, kinds, controllers, from, macOs);
    }

    /// Returns whether it is about such a co-processor, of whatever year its firmware is.
    boolean isAbout(FirmwareOrigin origin) {
        boolean isKind = kinds.isEmpty() || kinds.contains(origin.kind());
        boolean isController =
                controllers.isEmpty() || (origin.controller() != null && controllers.contains(origin.controller()));
        return isKind && isController;
    }

    /// Returns whether it is about this firmware. One that is of nobody knows which year is of none in particular.
    boolean isFor(FirmwareOrigin origin) {
        boolean isUnbounded = from == 0 && before == 0;
        boolean isYear = origin.macOs() >= from && (before == 0 || origin.macOs() < before);
        return isAbout(origin) && (isUnbounded || (origin.macOs() != 0 && isYear));
    }
}
