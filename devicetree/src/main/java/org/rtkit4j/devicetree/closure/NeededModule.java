package org.rtkit4j.devicetree.closure;

import java.util.List;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.rtkit4j.devicetree.modules.Reason;

/// A module that belongs into an image, and why.
///
/// @param module the module
/// @param drives the devices that it drives, with the chains that lead to them
/// @param reasons what else asks for it
/// @param isLoaded false where it is only to be at hand
public record NeededModule(KernelModule module, List<DeviceDriver> drives, List<Reason> reasons, boolean isLoaded) {
    public NeededModule {
        drives = List.copyOf(drives);
        reasons = List.copyOf(reasons);
    }
}
