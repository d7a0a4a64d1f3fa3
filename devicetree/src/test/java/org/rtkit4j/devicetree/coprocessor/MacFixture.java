package org.rtkit4j.devicetree.coprocessor;

import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;

/// A machine with a display co-processor behind a DART and an SMC, in the words of Asahi's trees.
final class MacFixture {
    private MacFixture() {}

    static DeviceTree tree() {
        NodeBuilder root =
                NodeBuilder.root(Encoding.FDT).u32("#address-cells", 2).u32("#size-cells", 2);
        root.child(
                "reserved-memory",
                reserved -> reserved.u32("#address-cells", 2)
                        .u32("#size-cells", 2)
                        .flag("ranges")
                        .child(
                                "dcp_data",
                                data -> data.u32("phandle", 9)
                                        .numbers("reg", 2, 0x9_f000_0000L, 0x8000)
                                        .cells("iommu-addresses", 5, 0, 0x4000, 0, 0x8000)
                                        .flag("no-map"))
                        .child("elsewhere", other -> other.u32("phandle", 10)));
        root.child("soc", soc -> {
            soc.u32("#address-cells", 2).u32("#size-cells", 2).flag("ranges");
            soc.child(
                    "interrupt-controller@23b100000",
                    aic -> aic.u32("phandle", 1).u32("#interrupt-cells", 3).flag("interrupt-controller"));
            soc.u32("interrupt-parent", 1);
            soc.child(
                    "power-controller@100",
                    ps -> ps.u32("phandle", 2)
                            .u32("#power-domain-cells", 0)
                            .u32("#reset-cells", 0)
                            .strings("label", "disp0_cpu0"));
            soc.child("iommu@231304000", MacFixture::dart);
            mailbox(soc, "mbox@231c08000", 4, 0x2_31c0_8000L, "apple,t8103-asc-mailbox", "apple,asc-mailbox-v4");
            soc.child("dcp@231c00000", MacFixture::dcp);
            mailbox(soc, "mbox@23e408000", 6, 0x2_3e40_8000L, "apple,t6031-asc-mailbox", "apple,t6030-asc-mailbox");
            soc.child("smc@23e400000", MacFixture::smc);
            soc.child("stranger", stranger -> stranger.cells("mboxes", 99));
        });
        return DeviceTree.of(root.build());
    }

    private static void dart(NodeBuilder dart) {
        dart.u32("phandle", 3)
                .strings("compatible", "apple,t8103-dart")
                .numbers("reg", 2, 0x2_3130_4000L, 0x4000)
                .u32("#iommu-cells", 1)
                .numbers("apple,dma-range", 2, 0, 0xfc00_0000L);
    }

    private static void mailbox(NodeBuilder soc, String name, int phandle, long address, String... compatible) {
        soc.child(
                name,
                mailbox -> mailbox.u32("phandle", phandle)
                        .strings("compatible", compatible)
                        .numbers("reg", 2, address, 0x4000)
                        .cells("interrupts", 0, 400, 4, 0, 401, 4, 0, 402, 4, 0, 403, 4)
                        .strings("interrupt-names", "send-empty", "send-not-empty", "recv-empty", "recv-not-empty")
                        .u32("#mbox-cells", 0));
    }

    private static void dcp(NodeBuilder dcp) {
        dcp.u32("phandle", 5)
                .strings("compatible", "apple,t8103-dcp", "apple,dcp")
                .cells("mboxes", 4)
                .strings("mbox-names", "mbox")
                .numbers("reg", 2, 0x2_31c0_0000L, 0x4000, 0x2_3000_0000L, 0x3e8000)
                .strings("reg-names", "coproc", "disp-0")
                .cells("iommus", 3, 5)
                .cells("memory-region", 9, 10)
                .strings("memory-region-names", "dcp_data")
                .cells("apple,bw-scratch", 2, 0, 5)
                .u32("apple,bw-doorbell", 2)
                .u32("power-domains", 2)
                .strings("apple,rtkit-handoff", "some-state-v1")
                .u32("resets", 2);
    }

    private static void smc(NodeBuilder smc) {
        smc.strings("compatible", "apple,t8103-smc", "apple,smc")
                .cells("mboxes", 6)
                .strings("status", "disabled")
                .numbers("reg", 2, 0x2_3fe0_0000L, 0x100000)
                .strings("reg-names", "sram");
    }
}
