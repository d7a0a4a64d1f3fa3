package org.rtkit4j.devicetree.modules;

import java.util.List;

/// What a module wants beside it, without needing its symbols. The names may be aliases.
///
/// @param before loaded before it
/// @param after loaded behind it
/// @param weak kept at hand for it, not loaded
record SoftDependency(List<String> before, List<String> after, List<String> weak) {
    static final SoftDependency NONE = new SoftDependency(List.of(), List.of(), List.of());
}
