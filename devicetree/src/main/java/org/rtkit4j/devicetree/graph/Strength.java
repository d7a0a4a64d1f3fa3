package org.rtkit4j.devicetree.graph;

/// What the lack of a supplier means for its consumer.
public enum Strength {
    /// The consumer does not start without it.
    REQUIRED,

    /// The consumer starts without it, or the kernel ceases to wait.
    OPTIONAL,

    /// No driver is needed: memory set aside, a wish for an order.
    NONE
}
