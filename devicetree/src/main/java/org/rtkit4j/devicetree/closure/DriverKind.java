package org.rtkit4j.devicetree.closure;

/// Where a device's driver is.
public enum DriverKind {
    /// In modules of this kernel.
    MODULE,

    /// In the kernel itself, as its list of built-in modules says.
    BUILT_IN,

    /// In the kernel itself, as always: buses that it walks, fixed clocks, interrupt controllers of no module.
    CORE,

    /// Nowhere to be seen: not in this kernel, or built in without a trace in the module files.
    NONE
}
