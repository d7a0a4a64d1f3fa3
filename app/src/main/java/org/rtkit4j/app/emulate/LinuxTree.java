package org.rtkit4j.app.emulate;

import java.util.List;
import java.util.stream.Stream;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.bridge.BridgeServer;
import org.rtkit4j.wire.nvme.NvmeVariant;

/// The flattened device tree of a Mac behind the bridge, for Linux.
///
/// All devices are below one node, the bridge: it has their addresses, their interrupts, and says by `dma-ranges` that
/// the kernel's memory is at the bus address where the Mac's RAM begins. Source of names and forms: linux
/// `arch/arm64/boot/dts/apple/t8103.dtsi` and the bindings that it follows; the bridge's own are ours.
final class LinuxTree {
    /// Every line is level-triggered and active high. Source: linux `dt-bindings/interrupt-controller/irq.h`.
    static final int LEVEL_HIGH = 4;

    static final int BRIDGE_PHANDLE = 1;

    private LinuxTree() {}

    static Node of(List<Profile> profiles) {
        String chip = chip(profiles);
        return NodeBuilder.root(Encoding.FDT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .strings("compatible", "rtkit4j,emulated-mac", "apple," + chip, "apple,arm-platform")
                .strings("model", "Mac emulated by rtkit4j")
                .child("chosen", _ -> {})
                .child(unit("soc", MacTree.IO_BASE), soc -> bridge(soc, profiles, chip))
                .build();
    }

    private static String chip(List<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.nvme() == null
                        ? Stream.empty()
                        : Stream.of(profile.nvme().variant()))
                .map(NvmeVariant::label)
                .findFirst()
                .orElse("t8103");
    }

    private static void bridge(NodeBuilder soc, List<Profile> profiles, String chip) {
        soc.strings("compatible", "rtkit4j,bridge")
                .numbers("reg", 2, MacTree.IO_BASE, MacTree.IO_BYTES)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .flag("ranges")
                .numbers("dma-ranges", 2, Machine.RAM_BASE, 0, BridgeServer.MOST_MEMORY_BYTES)
                .flag("interrupt-controller")
                .u32("#interrupt-cells", 2)
                .u32("interrupt-parent", BRIDGE_PHANDLE)
                .u32("phandle", BRIDGE_PHANDLE)
                .child(unit("power-management", MacTree.PMGR), pmgr -> powerManager(pmgr, profiles, chip));
        for (int i = 0; i < profiles.size(); i++) {
            new CoprocessorNodes(profiles.get(i), i, chip).addTo(soc);
        }
        if (profiles.stream().anyMatch(profile -> MacTree.nodeName(profile).equals("smc"))) {
            SmcNodes.addBusTo(soc, chip);
        }
    }

    private static void powerManager(NodeBuilder pmgr, List<Profile> profiles, String chip) {
        pmgr.strings("compatible", "apple,%s-pmgr".formatted(chip), "apple,pmgr", "syscon", "simple-mfd")
                .numbers("reg", 2, MacTree.PMGR, MacTree.PMGR_BYTES)
                .u32("#address-cells", 1)
                .u32("#size-cells", 1);
        for (int i = 0; i < profiles.size(); i++) {
            new CoprocessorNodes(profiles.get(i), i, chip).addPowerDomainTo(pmgr);
        }
    }

    /// Returns a node's name with its unit address.
    static String unit(String name, long address) {
        return "%s@%x".formatted(name, address);
    }
}
