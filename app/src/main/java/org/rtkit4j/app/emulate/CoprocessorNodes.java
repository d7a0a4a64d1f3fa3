package org.rtkit4j.app.emulate;

import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.nvme.NvmeController;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.register.DartRegisters;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// The nodes of one co-processor in a flattened tree: itself, mailbox, filter, power domain.
///
/// Source: bindings mailbox/apple,mailbox.yaml, nvme/apple,nvme-ans.yaml, mfd/apple,smc.yaml, iommu/apple,sart.yaml,
/// iommu/apple,dart.yaml, power/apple,pmgr-pwrstate.yaml.
///
/// @param index of the co-processor: it tells its interrupt lines, its power domain and its phandles
/// @param chip such as `t8103`
record CoprocessorNodes(Profile profile, int index, String chip) {
    private static final int POWER_PHANDLE = 0x10;
    private static final int MAILBOX_PHANDLE = 0x30;
    private static final int FILTER_PHANDLE = 0x50;
    private static final long CPU_BYTES = 0x4000;
    private static final int NVME_LINE = 2;
    private static final int DOCKCHANNEL_LINE = 2;
    private static final int CPU_PHANDLE = 0x90;
    private static final int CHANNEL_PHANDLE = 0xb0;

    private String name() {
        return MacTree.nodeName(profile);
    }

    private int line(int which) {
        return index * BridgedMac.LINES_EACH + which;
    }

    void addPowerDomainTo(NodeBuilder pmgr) {
        int register = (index + 1) * PowerStates.BYTES_EACH;
        pmgr.child(LinuxTree.unit("power-controller", register), domain -> {
            domain.strings("compatible", "apple,%s-pmgr-pwrstate".formatted(chip), "apple,pmgr-pwrstate")
                    .cells("reg", register, Integer.BYTES)
                    .u32("#power-domain-cells", 0)
                    .u32("#reset-cells", 0)
                    .strings("label", name())
                    .u32("phandle", POWER_PHANDLE + index);
            if (name().equals("smc")) {
                domain.flag("apple,always-on");
            }
        });
    }

    void addTo(NodeBuilder soc) {
        long mailbox = profile.base() + MailboxRegisters.WINDOW_OFFSET;
        soc.child(LinuxTree.unit("mbox", mailbox), node -> mailbox(node, mailbox));
        addFilterTo(soc);
        NvmeConfig nvme = profile.nvme();
        if (nvme != null) {
            soc.child(LinuxTree.unit("nvme", nvme.physAddr()), node -> storage(node, nvme));
        } else if (name().equals("smc")) {
            soc.child(LinuxTree.unit("smc", profile.base()), this::smc);
        } else if (profile.mtp() != null) {
            addKeyboardTo(soc, profile.mtp());
        } else {
            soc.child(LinuxTree.unit(name(), profile.base()), this::other);
        }
    }

    private void mailbox(NodeBuilder node, long address) {
        node.strings("compatible", mailboxCompatible())
                .numbers("reg", 2, address, MailboxRegisters.WINDOW_BYTES)
                .cells("interrupts", line(0), LinuxTree.LEVEL_HIGH, line(1), LinuxTree.LEVEL_HIGH)
                .strings(
                        "interrupt-names",
                        MailboxInterrupt.SEND_EMPTY.deviceTreeName(),
                        MailboxInterrupt.RECEIVE_NOT_EMPTY.deviceTreeName())
                .u32("#mbox-cells", 0)
                .u32("power-domains", POWER_PHANDLE + index)
                .u32("phandle", MAILBOX_PHANDLE + index);
    }

    private String[] mailboxCompatible() {
        String layout = profile.mailbox().compatible();
        return profile.mailbox() == MailboxRegisters.ASC_V4
                ? new String[] {"apple,%s-asc-mailbox".formatted(chip), layout}
                : new String[] {layout};
    }

    private void addFilterTo(NodeBuilder soc) {
        switch (profile.dma()) {
            case DmaSpec.Closed _, DmaSpec.Physical _ -> {}
            case DmaSpec.WithSart sart ->
                soc.child(
                        LinuxTree.unit("iommu", sart.physAddr()),
                        node -> node.strings("compatible", compatible(sart))
                                .numbers("reg", 2, sart.physAddr(), SartRegisters.BYTES)
                                .u32("power-domains", POWER_PHANDLE + index)
                                .u32("phandle", FILTER_PHANDLE + index));
            case DmaSpec.WithDart dart ->
                soc.child(
                        LinuxTree.unit("iommu", dart.physAddr()),
                        node -> node.strings("compatible", "apple,t8103-dart")
                                .numbers("reg", 2, dart.physAddr(), DartRegisters.BYTES)
                                .u32("#iommu-cells", 1)
                                .u32("power-domains", POWER_PHANDLE + index)
                                .u32("phandle", FILTER_PHANDLE + index));
        }
    }

    // The first chip that has it is the name of each version. Source: linux sart.c.
    private static String compatible(DmaSpec.WithSart sart) {
        return switch (sart.layout().version()) {
            case 0 -> "apple,t8015-sart";
            case 2 -> "apple,t8103-sart";
            default -> "apple,t6000-sart";
        };
    }

    private void storage(NodeBuilder node, NvmeConfig nvme) {
        node.strings("compatible", compatible(nvme.variant()))
                .cells("interrupts", line(NVME_LINE), LinuxTree.LEVEL_HIGH)
                .u32("mboxes", MAILBOX_PHANDLE + index)
                .u32("power-domains", POWER_PHANDLE + index)
                .strings("power-domain-names", "ans");
        if (nvme.variant().hasOwnNvmmu()) {
            node.numbers(
                            "reg",
                            2,
                            nvme.physAddr(),
                            NvmeRegisters.BYTES,
                            profile.base(),
                            CPU_BYTES,
                            nvme.nvmmuAddr(),
                            NvmeController.NVMMU_BYTES)
                    .strings("reg-names", "nvme", "ans", "nvmmu");
        } else {
            node.numbers("reg", 2, nvme.physAddr(), NvmeRegisters.BYTES, profile.base(), CPU_BYTES)
                    .strings("reg-names", "nvme", "ans");
        }
        if (profile.dma() instanceof DmaSpec.WithSart) {
            node.u32("apple,sart", FILTER_PHANDLE + index);
        }
        if (profile.isResettable()) {
            node.u32("resets", POWER_PHANDLE + index);
        }
    }

    // The name that chips from M1 to M3 have in common; a driver that knows no other must not take the rest for them.
    private static String[] compatible(NvmeVariant variant) {
        return variant == NvmeVariant.T8103
                ? new String[] {variant.compatible(), "apple,nvme-ans2"}
                : new String[] {variant.compatible()};
    }

    private void smc(NodeBuilder node) {
        node.strings("compatible", "apple,%s-smc".formatted(chip), "apple,smc").u32("mboxes", MAILBOX_PHANDLE + index);
        for (var region : profile.regions()) {
            node.numbers("reg", 2, profile.base(), CPU_BYTES, region.start(), region.sizeBytes())
                    .strings("reg-names", "smc", region.name());
        }
        SmcNodes.addTo(node);
    }

    private void addKeyboardTo(NodeBuilder soc, MtpConfig mtp) {
        long device = mtp.dockChannel();
        soc.child(LinuxTree.unit(name(), profile.base()), this::helper);
        long interrupts = device + DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK);
        soc.child(LinuxTree.unit("fifo", interrupts), node -> dockChannel(node, interrupts));
    }

    // Source: `mtp` of the Asahi and aurora trees of Linux, t8112.dtsi.
    private void helper(NodeBuilder node) {
        node.strings(
                        "compatible",
                        "apple,%s-mtp".formatted(chip),
                        "apple,%s-rtk-helper-asc4".formatted(chip),
                        "apple,mtp",
                        "apple,rtk-helper-asc4")
                .numbers("reg", 2, profile.base(), CPU_BYTES)
                .strings("reg-names", "asc")
                .u32("mboxes", MAILBOX_PHANDLE + index)
                .u32("power-domains", POWER_PHANDLE + index)
                .u32("#helper-cells", 0)
                .u32("phandle", CPU_PHANDLE + index);
        addStreamTo(node);
    }

    private void addStreamTo(NodeBuilder node) {
        if (profile.dma() instanceof DmaSpec.WithDart dart) {
            node.cells("iommus", FILTER_PHANDLE + index, dart.stream());
        }
    }

    // The FIFOs' addresses count from the first one's thresholds. Source: `mtp_dockchannel` of the same tree.
    private void dockChannel(NodeBuilder node, long interrupts) {
        int fifos = DockChannelRegisters.config(0);
        long first = interrupts - DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK) + fifos;
        int bytes = DockChannelRegisters.DEVICE_BYTES - fifos;
        int own = DockChannelRegisters.config(DockChannelRegisters.AP_FIFO) - fifos;
        node.strings("compatible", "apple,%s-dockchannel".formatted(chip), "apple,dockchannel")
                .numbers("reg", 2, interrupts, DockChannelRegisters.BYTES)
                .strings("reg-names", "irq")
                .cells("interrupts", line(DOCKCHANNEL_LINE), LinuxTree.LEVEL_HIGH)
                .cells("ranges", 0, (int) (first >>> Integer.SIZE), (int) first, bytes)
                .flag("nonposted-mmio")
                .u32("#address-cells", 1)
                .u32("#size-cells", 1)
                .flag("interrupt-controller")
                .u32("#interrupt-cells", 2)
                .u32("phandle", CHANNEL_PHANDLE + index)
                .child(LinuxTree.unit("input", own), input -> input(input, own));
    }

    private void input(NodeBuilder node, int own) {
        int bytes = DockChannelRegisters.BYTES;
        int tx = 2 * DockChannelRegisters.MTP_CHANNEL;
        node.strings("compatible", "apple,dockchannel-hid")
                .cells("reg", own, bytes, own + bytes, bytes)
                .strings("reg-names", "config", "data")
                .u32("interrupt-parent", CHANNEL_PHANDLE + index)
                .cells("interrupts", tx, LinuxTree.LEVEL_HIGH, tx + 1, LinuxTree.LEVEL_HIGH)
                .strings("interrupt-names", "tx", "rx")
                .u32("apple,fifo-size", DockChannel.FIFO_BYTES)
                .u32("apple,helper-cpu", CPU_PHANDLE + index);
        addStreamTo(node);
    }

    private void other(NodeBuilder node) {
        boolean isApples = !name().equals("iop");
        node.strings("compatible", (isApples ? "apple," : "rtkit4j,") + name())
                .numbers("reg", 2, profile.base(), CPU_BYTES)
                .strings("reg-names", "coproc")
                .u32("mboxes", MAILBOX_PHANDLE + index)
                .u32("power-domains", POWER_PHANDLE + index);
        addStreamTo(node);
        if (profile.isResettable()) {
            node.u32("resets", POWER_PHANDLE + index);
        }
    }
}
