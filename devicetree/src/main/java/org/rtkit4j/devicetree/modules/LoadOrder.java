package org.rtkit4j.devicetree.modules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts modules and what they need in the order in which modprobe loads them.
///
/// Weak dependencies, which are not loaded, are held back to the end. Not for several threads.
/// Source: kmod libkmod/libkmod-module.c, __kmod_module_get_probe_list; modules.dep(5).
public final class LoadOrder {
    // Softly needed modules of softly needed modules...; real kernels have three.
    private static final int MAX_DEPTH = 100;

    private final ModuleFolder folder;
    private final boolean isSoft;
    private final Map<KernelModule, Set<Reason>> order = new LinkedHashMap<>();
    private final Map<KernelModule, Set<Reason>> weak = new LinkedHashMap<>();
    private final Set<KernelModule> visited = new HashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private LoadOrder(ModuleFolder folder, boolean isSoft) {
        this.folder = folder;
        this.isSoft = isSoft;
    }

    /// Returns an order that knows soft and weak dependencies.
    public static LoadOrder of(ModuleFolder folder) {
        return new LoadOrder(folder, true);
    }

    /// Returns an order that knows dependencies by symbol only.
    public static LoadOrder bySymbols(ModuleFolder folder) {
        return new LoadOrder(folder, false);
    }

    /// Adds a module behind all that it needs.
    public void add(KernelModule module, Reason reason) {
        probe(module, reason, 0);
    }

    private void probe(KernelModule module, Reason reason, int depth) {
        note(order, module, reason);
        if (!visited.add(module)) {
            return;
        }
        Reason symbols = new Reason(Reason.Kind.SYMBOLS, module.name());
        for (String name : module.dependencies().reversed()) {
            folder.module(name)
                    .ifPresentOrElse(needed -> fill(needed, symbols, depth), () -> missing(module, "needs", name));
        }
        fill(module, reason, depth);
    }

    private void fill(KernelModule module, Reason reason, int depth) {
        SoftDependency soft = isSoft && depth < MAX_DEPTH ? folder.softDependency(module) : SoftDependency.NONE;
        for (KernelModule before : meant(module, soft.before())) {
            probe(before, new Reason(Reason.Kind.SOFT_BEFORE, module.name()), depth + 1);
        }
        order.computeIfAbsent(module, _ -> new LinkedHashSet<>()).add(reason);
        for (KernelModule after : meant(module, soft.after())) {
            probe(after, new Reason(Reason.Kind.SOFT_AFTER, module.name()), depth + 1);
        }
        for (KernelModule other : meant(module, soft.weak())) {
            weak.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(new Reason(Reason.Kind.WEAK, module.name()));
        }
    }

    // A second reason for a module that has its place already.
    private static void note(Map<KernelModule, Set<Reason>> modules, KernelModule module, Reason reason) {
        Set<Reason> reasons = modules.get(module);
        if (reasons != null) {
            reasons.add(reason);
        }
    }

    private List<KernelModule> meant(KernelModule module, List<String> names) {
        List<KernelModule> meant = new ArrayList<>();
        for (String name : names) {
            meant.addAll(folder.meant(name));
            if (!folder.isKnown(name)) {
                missing(module, "wants", name);
            }
        }
        return meant;
    }

    private void missing(KernelModule module, String verb, String name) {
        problems.add("%s %s %s, which this kernel has not".formatted(module.name(), verb, name));
    }

    /// Returns the modules in order, each with the reasons for it; those that are only kept at hand come last,
    /// and what they need before them.
    public Map<KernelModule, Set<Reason>> modules() {
        Set<KernelModule> added = new HashSet<>();
        boolean isMore = true;
        while (isMore) {
            Map<KernelModule, Set<Reason>> open = new LinkedHashMap<>(weak);
            open.keySet().removeAll(added);
            open.forEach((module, reasons) -> reasons.forEach(reason -> add(module, reason)));
            added.addAll(open.keySet());
            isMore = !open.isEmpty();
        }
        var modules = new LinkedHashMap<>(order);
        modules.replaceAll((_, reasons) -> Collections.unmodifiableSet(new LinkedHashSet<>(reasons)));
        return Collections.unmodifiableMap(modules);
    }

    /// Returns what is named somewhere and not there.
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
