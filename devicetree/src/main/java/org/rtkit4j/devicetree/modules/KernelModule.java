package org.rtkit4j.devicetree.modules;

import java.util.List;

/// A module of a kernel.
///
/// @param name with `_` for `-`
/// @param path its file, from the folder of the kernel's modules
/// @param dependencies the names of all that it needs by symbol, each before those that it needs itself
public record KernelModule(String name, String path, List<String> dependencies) {
    public KernelModule {
        dependencies = List.copyOf(dependencies);
    }
}
