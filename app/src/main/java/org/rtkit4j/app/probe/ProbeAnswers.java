package org.rtkit4j.app.probe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.profile.FirmwareOrigin;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// What one co-processor has shown.
///
/// @param facts what it is and says of itself, by keys of profiles; and its chip
/// @param findings what it answers to each guess
/// @param keys what the system management controller says of its keys, by name; empty for others
/// @param said what was said on the system's endpoints: `< 00: 00100000000c000b`
record ProbeAnswers(
        NavigableMap<String, String> facts,
        List<Finding> findings,
        NavigableMap<String, KeyShape> keys,
        List<String> said) {
    private static final int FIRST_WITH_PAGES = 15;

    ProbeAnswers {
        facts = Collections.unmodifiableNavigableMap(new TreeMap<>(facts));
        findings = List.copyOf(findings);
        keys = Collections.unmodifiableNavigableMap(new TreeMap<>(keys));
        said = List.copyOf(said);
    }

    /// Returns of which chip and year the firmware is. Where its version says nothing, the year follows from where data
    /// of admin commands may begin: pages came with the firmware of macOS 15. Source: linux ea2160c7.
    FirmwareOrigin origin(CoprocessorKind kind) {
        int macOs = SystemFirmware.macOs(facts.getOrDefault(ProbedProfile.SYSTEM_FIRMWARE, ""));
        String adminData = facts.getOrDefault(ProbedProfile.ADMIN_DATA, "");
        int guessed = adminData.equals("page") ? FIRST_WITH_PAGES : adminData.isEmpty() ? 0 : FIRST_WITH_PAGES - 1;
        return new FirmwareOrigin(kind, controller(), macOs == 0 ? guessed : macOs);
    }

    /// Returns the storage controller: what the tree said that drivers may take it for, else that of its chip; null
    /// where neither is known.
    @Nullable
    NvmeVariant controller() {
        String said = facts.getOrDefault(ProbedProfile.CONTROLLER, "");
        return said.isEmpty() ? AppleChip.controller(facts.getOrDefault(ProbedProfile.CHIP, "")) : NvmeVariant.of(said);
    }

    static ProbeAnswers of(
            Map<String, String> facts, List<Finding> findings, Map<String, KeyShape> keys, List<String> said) {
        return new ProbeAnswers(new TreeMap<>(facts), findings, new TreeMap<>(keys), said);
    }
}
