package org.rtkit4j.app.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// A profile for the emulator, made of what a machine has shown: of the profile for its chip and for the year of its
/// firmware, and of what it does otherwise.
///
/// Whether the register 0x24008 is there nobody asks, see [ProbedController]. Firmware of macOS 15 and later has
/// none: its version says so, and where that is not known, that it wants whole pages for the data of admin commands,
/// which came with the same firmware. Source: linux 8ce883fd, ea2160c7.
final class ProbedProfile {
    /// Which chip it is: no key of profiles, as is the next.
    static final String CHIP = "chip";
    /// Which storage controller drivers may take its for: `t8103`, for example.
    static final String CONTROLLER = "controller";
    /// What the system's firmware calls itself.
    static final String SYSTEM_FIRMWARE = "system.firmware";
    /// Where data of admin commands may begin.
    static final String ADMIN_DATA = "nvme.admin-data";

    private static final String NULL_CHECK = Guess.NULL_CHECK.key();
    private static final Set<String> NO_KEYS = Set.of(CHIP, CONTROLLER);
    private static final Set<String> FACTS = Set.of(
            CHIP,
            CONTROLLER,
            SYSTEM_FIRMWARE,
            ADMIN_DATA,
            "nvme.revision",
            "versions",
            "wake.ack",
            "endpoints.system",
            "crashlog.bytes",
            "syslog.bytes",
            "syslog.claims.entries",
            "syslog.claims.message.bytes",
            "ioreport.bytes",
            "oslog.bytes",
            "kdebug.records");

    private final String coprocessor;
    private final ProbeAnswers shown;
    private final Profile base;
    private final List<String> lines = new ArrayList<>();

    private ProbedProfile(String coprocessor, ProbeAnswers shown) {
        this.coprocessor = coprocessor;
        this.shown = shown;
        base = base(coprocessor, shown);
    }

    /// Returns whether a fact of this key is one that a probe's file may have.
    static boolean isFact(String key) {
        return FACTS.contains(key);
    }

    /// Makes a profile.
    ///
    /// @throws IllegalArgumentException if nothing is known of the storage controller
    static ProbedProfile of(String coprocessor, ProbeAnswers shown) {
        return new ProbedProfile(coprocessor, shown);
    }

    /// Returns the emulator's profile for a co-processor of this name: of a profile's own, or of one of its kind, as
    /// `dcpext0` is.
    ///
    /// @throws IllegalArgumentException if there is none
    static Profile usual(String coprocessor) {
        if (Profile.names().contains(coprocessor) || Profile.generations().contains(coprocessor)) {
            return Profile.named(coprocessor);
        }
        CoprocessorKind kind = CoprocessorKind.of(coprocessor);
        if (kind == CoprocessorKind.GENERIC || !Profile.names().contains(kind.nodeName())) {
            throw new IllegalArgumentException(
                    "no such co-processor: %s, there are ans, smc, dcp, mtp and aop".formatted(coprocessor));
        }
        return Profile.named(kind.nodeName());
    }

    private static Profile base(String coprocessor, ProbeAnswers shown) {
        Profile named = usual(coprocessor);
        String firmware = shown.facts().getOrDefault(SYSTEM_FIRMWARE, "");
        if (named.kind() != CoprocessorKind.ANS) {
            return Profile.named(SystemFirmware.generation(named.root(), firmware));
        }
        String chip = shown.facts().getOrDefault(CHIP, "");
        if (shown.controller() == null && !chip.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is known of chip %s, and the report does not say which controller it has".formatted(chip));
        }
        return Profile.named(
                switch (shown.controller()) {
                    case T8015 -> "ans-t8015";
                    case T8132, T8140 -> "ans-t8132";
                    case T8103 -> SystemFirmware.generation("ans", firmware);
                    case null -> SystemFirmware.generation(named.root(), firmware);
                });
    }

    /// Returns what is not as on that machine, in a sentence; empty where its chip is one that the emulator has.
    String remark() {
        String chip = shown.facts().getOrDefault(CHIP, "");
        AppleChip known = AppleChip.named(chip);
        NvmeConfig nvme = base.nvme();
        String played = nvme == null ? "M1" : AppleChip.nameOf(nvme.variant());
        boolean isPlayed =
                chip.equals(nvme == null ? "t8103" : nvme.variant().label()) || (nvme != null && chip.equals("t8140"));
        if (isPlayed) {
            return "";
        }
        String which = chip.isEmpty()
                ? "the report names no chip"
                : known == null ? "nothing is known of chip " + chip : "%s is %s".formatted(chip, known.soldAs());
        return "%s: the emulator plays it as %s, with registers and addresses of that".formatted(which, played);
    }

    /// Returns the profile's file.
    String text() {
        lines.add("# Made of a probe's report by `rtkit probe read`%s.".formatted(machine()));
        if (!remark().isEmpty()) {
            lines.add("# " + remark() + ".");
        }
        lines.add("extends = " + base.name());
        lines.add("description = %s, as a probe found it".formatted(coprocessor));
        addFacts();
        shown.findings().forEach(this::add);
        addKeys();
        return String.join("\n", lines) + "\n";
    }

    private String machine() {
        String chip = shown.facts().getOrDefault(CHIP, "");
        String firmware = shown.facts().getOrDefault(SYSTEM_FIRMWARE, "");
        int macOs = SystemFirmware.macOs(firmware);
        return (chip.isEmpty() ? "" : ": chip " + chip)
                + (firmware.isEmpty() ? "" : ", system firmware " + firmware)
                + (macOs == 0 ? "" : " of macOS " + macOs);
    }

    private void addFacts() {
        shown.facts().forEach((key, value) -> {
            if (!NO_KEYS.contains(key) && !isAsInBase(key, value)) {
                lines.add(key + " = " + value);
            }
        });
        if (shown.controller() == NvmeVariant.T8140 && base.nvme() != null) {
            lines.add("nvme = t8140 0x%x".formatted(base.nvme().physAddr()));
        }
    }

    private boolean isAsInBase(String key, String value) {
        String usual = base.value(key);
        return usual != null && usual.replace("_", "").equals(value);
    }

    private void add(Finding finding) {
        String key = finding.guess().key();
        boolean isAbsent = key.equals(NULL_CHECK) && finding.value().equals("used") && isRegisterAbsent();
        if (!finding.isAnswered()) {
            lines.add("# %s could not be asked".formatted(key));
        } else {
            lines.add("%s = %s".formatted(key, isAbsent ? "absent" : finding.value()));
        }
    }

    private boolean isRegisterAbsent() {
        boolean isUnknown = SystemFirmware.macOs(shown.facts().getOrDefault(SYSTEM_FIRMWARE, "")) == 0;
        return "absent".equals(base.value(NULL_CHECK))
                || (isUnknown && "page".equals(shown.facts().get(ADMIN_DATA)));
    }

    // ---- Keys of the system management controller ----

    private void addKeys() {
        KeySet usual = base.keys();
        if (shown.keys().isEmpty() || usual == null) {
            return;
        }
        String nearest = nearest(usual);
        KeySet set = nearest == null ? usual : KeySet.of(nearest);
        if (nearest != null) {
            lines.add("smc.keys = " + nearest);
        }
        for (String name : different(set)) {
            KeyShape shape = shown.keys().get(name);
            boolean isWritable =
                    name.equals(name.strip() + " ".repeat(4 - name.strip().length())) && !name.contains("=");
            String line =
                    "smc.key.%s = %s".formatted(name.strip(), shape == null ? "absent" : ordered(name, shape, set));
            lines.add(isWritable ? line : "# no name for a profile: " + line);
        }
    }

    // The set with the fewest other keys, where that is not the one that the base has.
    private @Nullable String nearest(KeySet usual) {
        int least = different(usual).size();
        String nearest = null;
        for (String name : Stream.concat(KeySet.names().stream(), KeySet.generations().stream())
                .toList()) {
            int count = different(KeySet.of(name)).size();
            if (count < least) {
                least = count;
                nearest = name;
            }
        }
        return nearest;
    }

    private Set<String> different(KeySet set) {
        NavigableMap<String, KeyShape> other = set.shapes();
        var names = new HashSet<>(other.keySet());
        names.addAll(shown.keys().keySet());
        names.removeIf(name -> isSame(name, shown.keys().get(name), other.get(name)));
        return new TreeSet<>(names);
    }

    // In which order numbers lie is known of one key alone.
    private static boolean isSame(String name, @Nullable KeyShape one, @Nullable KeyShape other) {
        if (one == null || other == null) {
            return false;
        }
        boolean isOrdered = !name.equals(ProbedKeys.REMAINING) || one.isBigEndian() == other.isBigEndian();
        return isOrdered
                && one.type().equals(other.type())
                && one.sizeBytes() == other.sizeBytes()
                && one.flags() == other.flags();
    }

    private static KeyShape ordered(String name, KeyShape shape, KeySet set) {
        KeyShape before = set.shapes().get(name);
        boolean isBig =
                (name.equals(ProbedKeys.REMAINING) || before == null) ? shape.isBigEndian() : before.isBigEndian();
        return new KeyShape(shape.type(), shape.sizeBytes(), shape.flags(), isBig);
    }
}
