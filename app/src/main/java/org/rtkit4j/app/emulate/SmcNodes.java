package org.rtkit4j.app.emulate;

import java.util.List;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.wire.register.SpmiRegisters;

/// The nodes of what the system management controller does for an operating system, and of the power management chip in
/// whose registers it is remembered.
///
/// Source: bindings mfd/apple,smc.yaml, hwmon/apple,smc-hwmon.yaml, spmi/apple,spmi.yaml, nvmem/apple,spmi-nvmem.yaml;
/// registers of the chip: linux `arch/arm64/boot/dts/apple/t8103.dtsi`.
final class SmcNodes {
    private static final int FIRST_PHANDLE = 0x70;

    /// Registers that the drivers remember things in, in the order of their phandles.
    private static final List<Cell> CELLS = List.of(
            new Cell("shutdown_flag", 0x9f0f, 1, 3, 1),
            new Cell("boot_stage", 0x9f01, 1, 0, 0),
            new Cell("boot_error_count", 0x9f02, 1, 0, 4),
            new Cell("panic_count", 0x9f02, 1, 4, 4),
            new Cell("rtc_offset", 0xd100, 6, 0, 0));

    private static final int RTC_OFFSET = 4;

    private SmcNodes() {}

    /// @param bits how many of it; 0 for all
    private record Cell(String name, int register, int sizeBytes, int firstBit, int bits) {
        private void addTo(NodeBuilder layout, int phandle) {
            String unit = "%s@%x".formatted(name.replace('_', '-'), register);
            layout.child(bits == 0 ? unit : unit + "," + firstBit, cell -> {
                cell.cells("reg", register, sizeBytes).u32("phandle", phandle);
                if (bits != 0) {
                    cell.cells("bits", firstBit, bits);
                }
            });
        }
    }

    /// Adds what is below the controller's own node.
    static void addTo(NodeBuilder smc) {
        smc.child(
                        "gpio",
                        gpio -> gpio.strings("compatible", "apple,smc-gpio")
                                .flag("gpio-controller")
                                .u32("#gpio-cells", 2))
                .child("reboot", reboot -> cells(reboot.strings("compatible", "apple,smc-reboot"), 0, RTC_OFFSET))
                .child("rtc", rtc -> cells(rtc.strings("compatible", "apple,smc-rtc"), RTC_OFFSET, CELLS.size()))
                .child("hwmon", SmcNodes::sensors);
    }

    private static void cells(NodeBuilder node, int from, int to) {
        int[] phandles = new int[to - from];
        for (int i = from; i < to; i++) {
            phandles[i - from] = FIRST_PHANDLE + i;
        }
        String[] names = CELLS.subList(from, to).stream().map(Cell::name).toArray(String[]::new);
        node.cells("nvmem-cells", phandles).strings("nvmem-cell-names", names);
    }

    // Keys that the emulator's key sets of whole machines have.
    private static void sensors(NodeBuilder hwmon) {
        hwmon.strings("compatible", "apple,smc-hwmon");
        sensor(hwmon, "temperature", "TB0T", "Battery Hotspot");
        sensor(hwmon, "power", "PSTR", "Total System Power");
        sensor(hwmon, "voltage", "VD0R", "AC Input Voltage");
        sensor(hwmon, "current", "ID0R", "AC Input Current");
        hwmon.child(
                "fan-F0Ac",
                fan -> fan.strings("apple,key-id", "F0Ac")
                        .strings("apple,fan-minimum", "F0Mn")
                        .strings("apple,fan-maximum", "F0Mx")
                        .strings("apple,fan-target", "F0Tg")
                        .strings("label", "Fan 1"));
    }

    private static void sensor(NodeBuilder hwmon, String kind, String key, String label) {
        hwmon.child(
                kind + "-" + key, sensor -> sensor.strings("apple,key-id", key).strings("label", label));
    }

    /// Adds the bus with the power management chip on it.
    static void addBusTo(NodeBuilder soc, String chip) {
        soc.child(
                "spmi@%x".formatted(MacTree.SPMI),
                spmi -> spmi.strings("compatible", "apple,%s-spmi".formatted(chip), "apple,spmi")
                        .numbers("reg", 2, MacTree.SPMI, SpmiRegisters.BYTES)
                        .u32("#address-cells", 2)
                        .u32("#size-cells", 0)
                        .child("pmic@%x".formatted(MacTree.PMU_SLAVE), SmcNodes::chip));
    }

    // The second cell of its address says that it is a user's, not a group's. Source: linux dt-bindings/spmi/spmi.h.
    private static void chip(NodeBuilder pmic) {
        pmic.strings("compatible", "apple,sera-pmic", "apple,spmi-nvmem")
                .cells("reg", MacTree.PMU_SLAVE, 0)
                .child("nvmem-layout", layout -> {
                    layout.strings("compatible", "fixed-layout")
                            .u32("#address-cells", 1)
                            .u32("#size-cells", 1);
                    for (int i = 0; i < CELLS.size(); i++) {
                        CELLS.get(i).addTo(layout, FIRST_PHANDLE + i);
                    }
                });
    }
}
