package org.rtkit4j.app.emulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.app.devices.DeviceTreeFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.Described;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.emulator.profile.Profile;
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
            if (Coprocessors.named(tree, profile.name()).isPresent()) {
                placed.add(place(profile, Described.in(tree, profile.name(), file.toString())));
            }
        }
        if (placed.isEmpty()) {
            throw new BadInputException("%s: none of these co-processors is in it: %s, there are %s"
                    .formatted(file, profiles, Described.names(tree)));
        }
        return placed;
    }

    private static Profile place(Profile profile, Described described) {
        long base = described.mailbox() - MailboxRegisters.WINDOW_OFFSET;
        Profile placed = profile.with("base", hex(base))
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

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
