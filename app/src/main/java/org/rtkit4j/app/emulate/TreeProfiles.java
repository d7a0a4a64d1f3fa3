package org.rtkit4j.app.emulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.app.devices.DeviceTreeFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Described;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Puts profiles where a machine's device tree has their co-processors.
final class TreeProfiles {
    private TreeProfiles() {}

    /// Returns the profiles whose co-processors the tree has, at its addresses.
    ///
    /// @throws BadInputException if it is no tree, or has none of them
    static List<Profile> placed(List<Profile> profiles, Path file) throws BadInputException {
        DeviceTree tree = DeviceTreeFile.read(file.toString());
        var placed = new ArrayList<Profile>();
        for (Profile profile : profiles) {
            if (Coprocessors.named(tree, nodeName(profile)).isPresent()) {
                placed.add(placed(profile, tree, file));
            }
        }
        if (placed.isEmpty()) {
            throw new BadInputException("%s: none of these co-processors is in it: %s, there are %s"
                    .formatted(file, profiles, Described.names(tree)));
        }
        return placed;
    }

    private static Profile placed(Profile profile, DeviceTree tree, Path file) throws BadInputException {
        Described described = Described.in(tree, nodeName(profile), file.toString());
        try {
            return place(profile, described);
        } catch (ProfileException | IllegalArgumentException e) {
            throw new BadInputException("%s: %s".formatted(file, e.getMessage()));
        }
    }

    // The storage of every chip has the same name; of other kinds there may be several in one machine.
    private static String nodeName(Profile profile) {
        return profile.kind() == CoprocessorKind.ANS ? CoprocessorKind.ANS.nodeName() : profile.root();
    }

    private static Profile place(Profile profile, Described described) {
        long base = described.mailbox() - MailboxRegisters.WINDOW_OFFSET;
        Profile placed = withMemory(withKeyboard(withStorage(profile, described), described), described)
                .at(base)
                .with("mailbox", described.layout().compatible());
        Described.Sart sart = described.sart();
        Described.Dart dart = described.dart();
        if (sart != null) {
            return placed.with(
                    "dma",
                    "sart %s %d".formatted(hex(sart.physAddr()), sart.layout().version()));
        }
        return dart == null ? placed : placed.with("dma", "dart %s %d".formatted(hex(dart.physAddr()), dart.stream()));
    }

    // Firmware has its buffers in memory of its own, where the machine has that: the SMC in its SRAM.
    private static Profile withMemory(Profile profile, Described described) {
        Profile placed = profile;
        for (Region range : described.regions()) {
            if (profile.regions().stream().anyMatch(region -> region.name().equals(range.name()))) {
                placed = placed.withRegion(range.name(), range.start(), range.sizeBytes());
            }
        }
        return placed;
    }

    // The controller lies elsewhere than its co-processor, and says which it is.
    private static Profile withStorage(Profile profile, Described described) {
        Described.Nvme nvme = described.nvme();
        if (profile.nvme() == null || nvme == null) {
            return profile;
        }
        String place = "%s %s".formatted(nvme.variant().label(), hex(nvme.physAddr()));
        Profile own = nvme.nvmmuAddr() == 0 ? profile : profile.with("nvme.nvmmu", hex(nvme.nvmmuAddr()));
        return own.with("nvme", place);
    }

    private static Profile withKeyboard(Profile profile, Described described) {
        Window interrupts = described.node().window("irq").orElse(null);
        if (profile.mtp() == null || interrupts == null) {
            return profile;
        }
        long block = DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK);
        return profile.with("mtp.dockchannel", hex(interrupts.address() - block));
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
