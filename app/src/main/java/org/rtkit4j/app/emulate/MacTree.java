package org.rtkit4j.app.emulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rtkit4j.app.via.Described;
import org.rtkit4j.app.via.PowerDomains;
import org.rtkit4j.devicetree.adt.AdtWriter;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.image.FirmwareImage;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.nvme.NvmeController;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.DartRegisters;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;
import org.rtkit4j.wire.register.SpmiRegisters;

/// Apple's device tree of the emulated Mac: what is there, and nothing that is not.
///
/// Names and forms of nodes follow those of real Macs as m1n1's client reads them (`adt.py`, `setup.py`,
/// `hw/pmu.py`, `hw/dart.py`): `/arm-io/smc` with its nub below, `dart-NAME` and `sart-NAME` beside.
final class MacTree {
    static final int CHIP_ID = 0x8103;

    /// Where `/arm-io` begins: its children's addresses count from here.
    static final long IO_BASE = 0x2_0000_0000L;

    static final long SPMI = 0x2_3d0d_8000L;
    static final int PMU_SLAVE = 0xf;

    static final long IO_BYTES = 0x5_0000_0000L;
    static final long PMGR = 0x2_3b70_0000L;
    static final int PMGR_BYTES = 0x14000;
    private static final int SCRATCHPAD = 0x9f00;
    // From where on m1n1's scripts give out addresses behind a DART.
    static final long IOVA_BASE = 0x8000_0000L;

    private MacTree() {}

    static byte[] of(List<Coprocessor> coprocessors) {
        var profiles = coprocessors.stream().map(Coprocessor::profile).toList();
        var root = NodeBuilder.root(Encoding.ADT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .strings("compatible", "EmulatedAP", "AppleARM")
                .strings("model", "EmulatedMac1,1")
                .child("chosen", chosen -> chosen(chosen, profiles))
                .child("arm-io", io -> armIo(io, profiles));
        return AdtWriter.write(root.build());
    }

    /// Returns the name of a co-processor's power domain, the reset of which is the co-processor's.
    static String powerDomain(Profile profile) {
        String name = nodeName(profile);
        if (profile.kind() == CoprocessorKind.ANS) {
            return "ANS2";
        }
        // Of displays only these two have their power domains' names from a source: linux t8103-pmgr.dtsi.
        return switch (name) {
            case "dcp" -> "DISP0_CPU0";
            case "dcpext" -> "DISPEXT_CPU0";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    /// Returns the name of a co-processor's node: `ans` for the storage of every chip.
    static String nodeName(Profile profile) {
        if (profile.kind() == CoprocessorKind.ANS) {
            return CoprocessorKind.ANS.nodeName();
        }
        String name = profile.root();
        return name.equals(CoprocessorKind.GENERIC.nodeName()) ? Described.GENERIC_NODE : name;
    }

    // Which firmware the Mac has, all its co-processors have: what one of them says. Source: m1n1 src/firmware.c.
    private static void chosen(NodeBuilder chosen, List<Profile> profiles) {
        profiles.stream()
                .map(Profile::systemFirmware)
                .filter(version -> !version.isEmpty())
                .findFirst()
                .ifPresent(version -> chosen.strings("system-firmware-version", version));
        chosen.u32("chip-id", CHIP_ID)
                .u64("dram-base", MacLayout.RAM)
                .u64("dram-size", MacLayout.RAM_BYTES)
                .strings("firmware-version", "rtkit4j-emulator");
    }

    private static void armIo(NodeBuilder io, List<Profile> profiles) {
        io.u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .numbers("ranges", 2, 0, IO_BASE, IO_BYTES)
                .strings("compatible", "arm-io," + chip(profiles))
                .child("pmgr", pmgr -> powerManager(pmgr, profiles))
                .child("nub-spmi", MacTree::spmi);
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            int gate = i + 1;
            long firmware = MacLayout.FIRMWARE + i * MacLayout.FIRMWARE_BYTES;
            io.child(nodeName(profile), node -> coprocessor(node, profile, gate, firmware));
            filter(io, profile);
            KeyboardNodes.addTo(io, profile, nodeName(profile), IO_BASE);
            DisplayNodes.addTo(io, profile, nodeName(profile), IO_BASE);
        }
    }

    // Which NVMe controller it is, a host learns from nothing else.
    private static String chip(List<Profile> profiles) {
        return profiles.stream()
                .map(Profile::nvme)
                .filter(Objects::nonNull)
                .map(nvme -> nvme.variant().label())
                .findFirst()
                .orElse("t8103");
    }

    // Two entries at least: the client tells the form of the list from the ids of the first two.
    private static void powerManager(NodeBuilder pmgr, List<Profile> profiles) {
        var domains = new ArrayList<>(List.of("SIO"));
        profiles.forEach(profile -> domains.add(powerDomain(profile)));
        reg(pmgr, PMGR, PMGR_BYTES)
                .strings("compatible", "pmgr1,t8103")
                .cells("ps-regs", 0, 0, 0)
                .cells("perf-regs", 0, 0, PMGR_BYTES, 0)
                .bytes("devices", PowerDomains.list(domains))
                .bytes("power-domains", PowerDomains.supplies(domains))
                .bytes("clocks", PowerDomains.supplies(List.of("REF")))
                .bytes("events", PowerDomains.supplies(List.of("NONE")));
    }

    // No ranges, no cells, and a chip's number that fills more than two words: then every version of the client takes
    // the first byte for the number, and no other form suits all. What stands in the other words is not known.
    private static void spmi(NodeBuilder spmi) {
        reg(spmi, SPMI, SpmiRegisters.BYTES)
                .strings("compatible", "aapl,spmi")
                .child(
                        "pmu",
                        pmu -> pmu.strings("compatible", "pmu,spmi")
                                .u32("is-primary", 1)
                                .cells("reg", PMU_SLAVE, 0, 0)
                                .u32("info-leg_scrpad", SCRATCHPAD));
    }

    // What cannot be reset has no power domain here: a real Mac's tree names one, whose reset stops the AP.
    private static void coprocessor(NodeBuilder node, Profile profile, int gate, long firmware) {
        String name = nodeName(profile);
        if (profile.isResettable()) {
            node.cells("clock-gates", gate);
        }
        node.numbers("reg", 2, windows(profile))
                .strings("compatible", compatible(name, profile.mailbox()))
                .strings("role", name.toUpperCase(Locale.ROOT))
                .child("iop-" + name + "-nub", nub -> nub(nub, profile, firmware));
    }

    // Of storage, 1 and 2 are the co-processor's core and its automatic boot, which are not there, and 3 is the NVMe
    // controller. Source: m1n1 nvme.c, QEMU ans.c. That the NVMMU's own window comes behind them is a guess.
    private static long[] windows(Profile profile) {
        long base = profile.base() - IO_BASE;
        long bytes = MailboxRegisters.WINDOW_OFFSET + MailboxRegisters.WINDOW_BYTES;
        NvmeConfig nvme = profile.nvme();
        if (nvme == null) {
            return new long[] {base, bytes};
        }
        long controller = nvme.physAddr() - IO_BASE;
        long[] common = {base, bytes, base, 0, base, 0, controller, NvmeRegisters.BYTES};
        if (!nvme.variant().hasOwnNvmmu()) {
            return common;
        }
        long[] all = Arrays.copyOf(common, common.length + 2);
        all[common.length] = nvme.nvmmuAddr() - IO_BASE;
        all[common.length + 1] = NvmeController.NVMMU_BYTES;
        return all;
    }

    // Which strings Apple has for the other mailboxes is not known: they carry Linux's.
    private static String[] compatible(String name, MailboxRegisters mailbox) {
        return switch (mailbox) {
            case ASC_V4 -> new String[] {"iop," + name, "iop,ascwrap-v4"};
            case T6030 -> new String[] {"iop," + name, "iop,ascwrap-v6"};
            case T8015, M3_V2 -> new String[] {"iop," + name, mailbox.compatible()};
        };
    }

    // A segment: where the boot loader has put it, where it was linked, where the firmware sees it, its size. The
    // mask is what m1n1 adds to the addresses that it hands out. Source: m1n1 adt.h, rtkit.c.
    private static void nub(NodeBuilder nub, Profile profile, long firmware) {
        FirmwareImage image = profile.firmware(Map.of()).image();
        nub.strings("compatible", "iop-nub,rtbuddy-v2")
                .u64("asc-dram-mask", 0)
                .strings("segment-names", "__TEXT")
                .numbers("segment-ranges", 2, firmware, image.textBase(), image.textBase(), image.textBytes());
        for (Region region : profile.regions()) {
            nub.u64("region-base", region.start()).u64("region-size", region.sizeBytes());
        }
    }

    private static void filter(NodeBuilder io, Profile profile) {
        switch (profile.dma()) {
            case DmaSpec.Closed _, DmaSpec.Physical _ -> {}
            case DmaSpec.WithSart sart ->
                io.child(
                        "sart-" + nodeName(profile),
                        node -> reg(node, sart.physAddr(), SartRegisters.BYTES)
                                .strings("compatible", "sart,t8103")
                                .u32("sart-version", sart.layout().version()));
            case DmaSpec.WithDart dart ->
                io.child(
                        "dart-" + nodeName(profile),
                        node -> reg(node, dart.physAddr(), DartRegisters.BYTES)
                                .strings("compatible", "dart,t8020")
                                .u64("vm-base", IOVA_BASE)
                                .child("mapper-" + nodeName(profile), mapper -> mapper.u32("reg", dart.stream())));
        }
    }

    private static NodeBuilder reg(NodeBuilder node, long physAddr, long sizeBytes) {
        return node.numbers("reg", 2, physAddr - IO_BASE, sizeBytes);
    }
}
