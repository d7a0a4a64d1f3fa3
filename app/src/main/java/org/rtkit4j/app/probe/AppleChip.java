package org.rtkit4j.app.probe;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// What is known of chips: what they are sold as, and which storage controller they have.
///
/// Source: the names that linux's trees and aurora-silicon's have; whose controllers are compatible with t8103's, the
/// binding nvme/apple,nvme-ans.yaml, and of M3 m1n1's pull requests 648 and 651.
record AppleChip(String soldAs, NvmeVariant controller) {
    private static final Map<String, AppleChip> KNOWN = known();

    private static Map<String, AppleChip> known() {
        var known = new TreeMap<String, AppleChip>();
        known.put("t8015", new AppleChip("A11", NvmeVariant.T8015));
        known.put("t8132", new AppleChip("M4", NvmeVariant.T8132));
        known.put("t8140", new AppleChip("A18 Pro", NvmeVariant.T8140));
        putAll(known, "M1", "t8103", "t6000", "t6001", "t6002");
        putAll(known, "M2", "t8112", "t6020", "t6021", "t6022");
        putAll(known, "M3", "t8122", "t6030", "t6031", "t6032", "t6034");
        return Map.copyOf(known);
    }

    private static void putAll(Map<String, AppleChip> known, String family, String... names) {
        String[] sizes = {"", " Pro", " Max", " Ultra", " Max"};
        for (int i = 0; i < names.length; i++) {
            known.put(names[i], new AppleChip(family + sizes[i], NvmeVariant.T8103));
        }
    }

    /// Returns what is known of a chip, or null.
    static @Nullable AppleChip named(String name) {
        return KNOWN.get(name);
    }

    /// Returns which chip a storage controller is named after.
    static String nameOf(NvmeVariant controller) {
        return Objects.requireNonNull(KNOWN.get(controller.label())).soldAs;
    }

    /// Returns the storage controller of a chip; null where the chip is not known.
    static @Nullable NvmeVariant controller(String name) {
        AppleChip chip = KNOWN.get(name);
        return chip == null ? null : chip.controller;
    }
}
