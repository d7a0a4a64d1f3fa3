package org.rtkit4j.devicetree.closure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rtkit4j.devicetree.alias.Modalias;
import org.rtkit4j.devicetree.alias.ModuleNames;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.tree.Node;

/// Finds what drives a device in one kernel.
final class DriverSearch {
    // What the kernel itself makes devices of, or starts before all modules. Source: linux
    // drivers/of/platform.c, of_default_bus_match_table; drivers/clk/clk-fixed-rate.c, clk-fixed-factor.c;
    // drivers/mfd/syscon.c; drivers/clocksource/arm_arch_timer.c; drivers/firmware/psci/psci.c.
    private static final Set<String> CORE = Set.of(
            "simple-bus",
            "simple-mfd",
            "isa",
            "arm,amba-bus",
            "syscon",
            "fixed-clock",
            "fixed-factor-clock",
            "arm,armv7-timer",
            "arm,armv8-timer",
            "arm,psci",
            "arm,psci-0.2",
            "arm,psci-1.0");

    private final ModuleFolder folder;

    DriverSearch(ModuleFolder folder) {
        this.folder = folder;
    }

    DeviceDriver find(Board board, Need need) {
        Set<KernelModule> modules = new LinkedHashSet<>();
        Set<String> builtIn = new LinkedHashSet<>();
        for (String modalias : Modalias.of(need.device())) {
            modules.addAll(folder.claiming(modalias));
            builtIn.addAll(folder.builtInClaiming(modalias));
        }
        if (modules.isEmpty() && builtIn.isEmpty()) {
            builtIn.addAll(builtInOfThatName(need.device()));
        }
        return new DeviceDriver(
                board,
                need,
                kind(need.device(), !modules.isEmpty(), !builtIn.isEmpty()),
                List.copyOf(modules),
                List.copyOf(builtIn));
    }

    private static DriverKind kind(Node device, boolean hasModule, boolean hasBuiltIn) {
        if (hasModule) {
            return DriverKind.MODULE;
        }
        if (hasBuiltIn) {
            return DriverKind.BUILT_IN;
        }
        boolean isCore = device.has("interrupt-controller")
                || device.string("device_type").filter("cpu"::equals).isPresent()
                || device.compatible().stream().anyMatch(CORE::contains);
        return isCore ? DriverKind.CORE : DriverKind.NONE;
    }

    // Kernels before 6.18 do not say what their built-in drivers claim, but the names of some tell:
    // apple,pmgr-pwrstate and apple-pmgr-pwrstate.
    private List<String> builtInOfThatName(Node device) {
        List<String> found = new ArrayList<>();
        for (String compatible : device.compatible()) {
            String name = ModuleNames.normalized(compatible.replace(',', '_'));
            if (folder.isBuiltIn(name)) {
                found.add(name);
            }
        }
        return found;
    }
}
