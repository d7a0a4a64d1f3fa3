package org.rtkit4j.devicetree.closure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.graph.Problem;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.rtkit4j.devicetree.modules.LoadOrder;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.modules.Reason;
import org.rtkit4j.devicetree.order.Cycles;
import org.rtkit4j.devicetree.order.Needs;
import org.rtkit4j.devicetree.tree.Node;

/// The modules that make targets work on all of some boards, in the order in which they load.
///
/// From the targets along the supplier graph to every device that they need; from the devices to the modules
/// that claim them; from the modules to those that they need by symbol, softly or weakly.
public final class ModuleClosure {
    private final List<NeededModule> modules;
    private final List<DeviceDriver> devices;
    private final List<List<Node>> cycles;
    private final List<String> problems;

    private ModuleClosure(
            List<NeededModule> modules, List<DeviceDriver> devices, List<List<Node>> cycles, List<String> problems) {
        this.modules = List.copyOf(modules);
        this.devices = List.copyOf(devices);
        this.cycles = List.copyOf(cycles);
        this.problems = List.copyOf(problems);
    }

    /// Works out what boards need.
    ///
    /// A board without a target's device is left out of it: one image for boards with different disks.
    public static ModuleClosure of(Collection<Board> boards, Collection<Target> targets, ModuleFolder folder) {
        List<DeviceDriver> devices = new ArrayList<>();
        List<List<Node>> cycles = new ArrayList<>();
        Set<String> problems = new LinkedHashSet<>();
        DriverSearch search = new DriverSearch(folder);
        for (Board board : boards) {
            Set<Node> wanted = new LinkedHashSet<>();
            targets.forEach(target -> wanted.addAll(target.on(board)));
            Set<Node> needed = new LinkedHashSet<>();
            for (Need need : Needs.of(board.graph(), wanted)) {
                devices.add(search.find(board, need));
                needed.add(need.device());
            }
            Cycles.of(board.graph()).stream().filter(needed::containsAll).forEach(cycles::add);
            for (Problem problem : board.graph().problems()) {
                if (needed.contains(problem.consumer())) {
                    problems.add(board.name() + ": " + problem);
                }
            }
        }
        LoadOrder order = order(devices, targets, folder);
        List<NeededModule> modules = modules(order, devices);
        problems.addAll(order.problems());
        return new ModuleClosure(modules, devices, cycles, List.copyOf(problems));
    }

    private static LoadOrder order(List<DeviceDriver> devices, Collection<Target> targets, ModuleFolder folder) {
        LoadOrder order = LoadOrder.of(folder);
        for (DeviceDriver device : devices) {
            Reason reason =
                    new Reason(Reason.Kind.DRIVES, device.need().device().name());
            device.modules().forEach(module -> order.add(module, reason));
        }
        for (Target target : targets) {
            for (String companion : target.companions()) {
                Reason reason = new Reason(Reason.Kind.ASKED, "target " + target);
                folder.module(companion).ifPresent(module -> order.add(module, reason));
            }
        }
        return order;
    }

    private static List<NeededModule> modules(LoadOrder order, List<DeviceDriver> devices) {
        Map<KernelModule, List<DeviceDriver>> drives = new LinkedHashMap<>();
        for (DeviceDriver device : devices) {
            for (KernelModule module : device.modules()) {
                drives.computeIfAbsent(module, _ -> new ArrayList<>()).add(device);
            }
        }
        List<NeededModule> modules = new ArrayList<>();
        order.modules().forEach((module, reasons) -> {
            List<Reason> others = reasons.stream()
                    .filter(reason -> reason.kind() != Reason.Kind.DRIVES)
                    .toList();
            boolean isLoaded = reasons.stream().anyMatch(reason -> reason.kind() != Reason.Kind.WEAK);
            modules.add(new NeededModule(module, drives.getOrDefault(module, List.of()), others, isLoaded));
        });
        return modules;
    }

    /// Returns the modules in load order; those that are only to be at hand come last.
    public List<NeededModule> modules() {
        return modules;
    }

    /// Returns all devices that the targets need, suppliers before consumers, board by board.
    public List<DeviceDriver> devices() {
        return devices;
    }

    /// Returns the devices whose driver is a kind of thing.
    public List<DeviceDriver> devices(DriverKind kind) {
        return devices.stream().filter(device -> device.kind() == kind).toList();
    }

    /// Returns groups of needed devices that need one another.
    public List<List<Node>> cycles() {
        return cycles;
    }

    /// Returns references that lead nowhere, and names that mean nothing in this kernel.
    public List<String> problems() {
        return problems;
    }
}
