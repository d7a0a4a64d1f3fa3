package org.rtkit4j.devicetree.coprocessor;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Node;

/// A power domain, or a reset, that something needs.
///
/// @param node the controller
/// @param name what the consumer calls it (`power-domain-names`, `reset-names`), null where it does not
/// @param label what the controller calls itself, `ans2` for example; null where it does not
public record PowerDomain(
        Node node, @Nullable String name, @Nullable String label) {}
