package org.rtkit4j.emulator.profile;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.nvme.CacheLoss;
import org.rtkit4j.emulator.nvme.ControllerFault;
import org.rtkit4j.emulator.nvme.DiskImage;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.nvme.NvmeFaultRule;
import org.rtkit4j.emulator.nvme.NvmeRules;
import org.rtkit4j.emulator.nvme.NvmeRules.AdminData;
import org.rtkit4j.emulator.nvme.NvmeRules.AnsweredId;
import org.rtkit4j.emulator.nvme.NvmeRules.NullCheck;
import org.rtkit4j.emulator.nvme.NvmeRules.ShortRead;
import org.rtkit4j.emulator.nvme.NvmeRules.TcbOpcode;
import org.rtkit4j.emulator.nvme.NvmeRules.UnusedPrp;
import org.rtkit4j.emulator.nvme.RegistersAtStart;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// The keys of a profile that describe a storage controller; `ans.properties` says what they mean.
final class NvmeSettings {
    /// The file that holds the disk.
    static final String IMAGE = "nvme.image";

    private static final int DEFAULT_BLOCKS = 0x4_0000;

    private NvmeSettings() {}

    /// Returns the controller, or null where the profile has none.
    static @Nullable NvmeConfig read(Settings settings) {
        List<String> words = settings.value("nvme", List.of(), NvmeSettings::variantAndAddress);
        if (words.isEmpty()) {
            return null;
        }
        return settings.together(
                () -> controller(settings, words), "nvme", "nvme.nvmmu", "nvme.blocks", "nvme.block.bytes");
    }

    private static NvmeConfig controller(Settings settings, List<String> words) {
        return new NvmeConfig(
                variant(words.getFirst()),
                Values.alignedAddress(words.getLast()),
                settings.value("nvme.nvmmu", 0L, Values::alignedAddress),
                rules(settings),
                atStart(settings),
                settings.number("nvme.blocks", DEFAULT_BLOCKS),
                settings.integer("nvme.block.bytes", 4096),
                image(settings),
                settings.value("nvme.cache.blocks", 512, text -> Values.integer(text, 1, 1 << 20)),
                settings.value("nvme.loss", CacheLoss.RANDOM, CacheLoss::of),
                settings.value("nvme.transfer", 10, text -> Values.integer(text, 0, NvmeConfig.MOST_PAGES)),
                settings.value("nvme.faults", List.of(), NvmeFaultRule::parse),
                settings.value("nvme.controller-faults", List.of(), NvmeSettings::controllerFaults),
                settings.number("nvme.seed", 1),
                settings.value("nvme.model", "EXAMPLE SSD AP0001", text -> ascii(text, 40)),
                settings.value("nvme.serial", "0000000000000001", text -> ascii(text, 20)),
                settings.value("nvme.revision", "831.6.2", text -> ascii(text, 8)));
    }

    private static @Nullable DiskImage image(Settings settings) {
        Path file = settings.<@Nullable Path>value(IMAGE, null, text -> text.isEmpty() ? null : Path.of(text));
        boolean isReadOnly = settings.value("nvme.image.access", false, NvmeSettings::isReadOnly);
        return file == null ? null : new DiskImage(file, isReadOnly);
    }

    private static boolean isReadOnly(String text) {
        return switch (text) {
            case "read-only" -> true;
            case "read-write" -> false;
            default -> throw new IllegalArgumentException("neither read-only nor read-write");
        };
    }

    private static NvmeRules rules(Settings settings) {
        NvmeRules oldest = NvmeRules.OLDEST;
        return new NvmeRules(
                settings.value("nvme.null-check", oldest.nullCheck(), text -> NvmeRules.named(NullCheck.class, text)),
                settings.value("nvme.tcb-opcode", oldest.tcbOpcode(), text -> NvmeRules.named(TcbOpcode.class, text)),
                settings.value("nvme.admin-data", oldest.adminData(), text -> NvmeRules.named(AdminData.class, text)),
                settings.value("nvme.unused-prp", oldest.unusedPrp(), text -> NvmeRules.named(UnusedPrp.class, text)),
                settings.value("nvme.short-read", oldest.shortRead(), text -> NvmeRules.named(ShortRead.class, text)),
                settings.value(
                        "nvme.answered-id", oldest.answeredId(), text -> NvmeRules.named(AnsweredId.class, text)));
    }

    private static RegistersAtStart atStart(Settings settings) {
        RegistersAtStart guessed = RegistersAtStart.GUESSED;
        return new RegistersAtStart(
                settings.integer("nvme.version", guessed.version()),
                settings.integer("nvme.base-cmd-id", guessed.baseCommandId()),
                settings.value("nvme.cc-at-start", guessed.hasEntrySizes(), NvmeSettings::hasEntrySizes));
    }

    private static boolean hasEntrySizes(String text) {
        return switch (text) {
            case "sizes" -> true;
            case "zero" -> false;
            default -> throw new IllegalArgumentException("neither sizes nor zero");
        };
    }

    private static List<ControllerFault> controllerFaults(String text) {
        return Settings.parseList(text).stream().map(ControllerFault::of).toList();
    }

    private static List<String> variantAndAddress(String text) {
        List<String> words = Settings.parseList(text);
        if (words.size() != 2) {
            throw new IllegalArgumentException("not of the form t8103 ADDRESS");
        }
        variant(words.getFirst());
        Values.alignedAddress(words.getLast());
        return words;
    }

    private static NvmeVariant variant(String label) {
        NvmeVariant variant = NvmeVariant.of(label);
        if (variant == null) {
            throw new IllegalArgumentException("no such controller, there are t8015, t8103, t8132, t8140");
        }
        return variant;
    }

    private static String ascii(String text, int most) {
        if (text.length() > most || !text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new IllegalArgumentException("not ASCII of at most %d characters".formatted(most));
        }
        return text;
    }
}
