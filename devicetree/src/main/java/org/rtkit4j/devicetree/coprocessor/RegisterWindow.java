package org.rtkit4j.devicetree.coprocessor;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Window;

/// One window of registers.
///
/// @param name from `reg-names`, null where there is none
/// @param window in the processor's physical addresses, null where a bus on the way cannot be translated
public record RegisterWindow(
        @Nullable String name, @Nullable Window window) {}
