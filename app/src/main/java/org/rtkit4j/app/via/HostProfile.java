package org.rtkit4j.app.via;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// How a host brings a co-processor up and leaves it, by what is known of it beside its name: storage that cannot be
/// reset, or whose firmware ends at a shutdown, is left running.
public final class HostProfile {
    private HostProfile() {}

    /// Returns how an emulated co-processor is treated.
    ///
    /// @param name what the host calls it
    public static IopProfile of(String name, Profile emulated) {
        IopProfile usual = IopProfile.of(emulated.kind(), name);
        NvmeConfig nvme = emulated.nvme();
        return nvme == null ? usual : ofStorage(usual, nvme.variant(), emulated.isResettable());
    }

    /// Returns how a co-processor is treated that a device tree describes.
    ///
    /// @param kinds what tells its kinds apart, see [Connection#kinds]
    /// @param isResettable whether it can be reset; true, too, where only this way in cannot
    static IopProfile of(String name, List<String> kinds, boolean isResettable) {
        IopProfile usual = IopProfile.named(name);
        boolean isStorage = CoprocessorKind.of(name) == CoprocessorKind.ANS;
        return isStorage ? ofStorage(usual, variant(kinds), isResettable) : usual;
    }

    private static IopProfile ofStorage(IopProfile usual, @Nullable NvmeVariant variant, boolean isResettable) {
        return isResettable && !isLostByReset(variant) ? usual : usual.stayingUp();
    }

    /// Returns whether the reset of storage stops its machine: of the chips since M4.
    static boolean isLostByReset(List<String> kinds) {
        return isLostByReset(variant(kinds));
    }

    private static boolean isLostByReset(@Nullable NvmeVariant variant) {
        return variant != null && variant.hasQueueRegisters();
    }

    /// Returns which NVMe controller it is, by what tells its kinds apart. Trees of chips that came later name an
    /// older one's behind their own; Apple's name none.
    public static NvmeVariant nvmeVariant(List<String> kinds) {
        NvmeVariant variant = variant(kinds);
        return variant == null ? NvmeVariant.T8103 : variant;
    }

    private static @Nullable NvmeVariant variant(List<String> kinds) {
        return kinds.stream()
                .map(NvmeVariant::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
