package org.rtkit4j.devicetree.closure;

import java.util.List;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.modules.KernelModule;

/// A device that a target needs, and what drives it.
///
/// @param board the board that it is on
/// @param need the device, and the chain that leads to it
/// @param kind where its driver is
/// @param modules the modules that claim it
/// @param builtIn what drives it from within the kernel, by name
public record DeviceDriver(Board board, Need need, DriverKind kind, List<KernelModule> modules, List<String> builtIn) {
    public DeviceDriver {
        modules = List.copyOf(modules);
        builtIn = List.copyOf(builtIn);
    }

    /// Returns whether the lack of a driver keeps the target from working.
    public boolean blocks() {
        return kind == DriverKind.NONE && need.isRequired();
    }
}
