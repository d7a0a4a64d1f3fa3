package org.rtkit4j.devicetree.tree;

/// How much a tree may ask of its reader; real trees stay far below.
public final class TreeLimits {
    /// Bytes of a tree. The largest of Linux 6.1's arm64 boards has 0.3 MiB, Apple's trees have 1 MiB.
    public static final int BYTES = 32 << 20;

    /// Nodes below one another. Source: linux drivers/of/fdt.c, FDT_MAX_DEPTH.
    public static final int DEPTH = 64;

    /// Nodes of a tree.
    public static final int NODES = 1 << 18;

    /// Properties of a tree.
    public static final int PROPERTIES = 1 << 20;

    /// Strings of a node's `compatible` that are looked at. The most that Linux 6.1's arm64 boards have is 4.
    public static final int COMPATIBLE = 64;

    /// Interrupts of a node that are followed.
    public static final int INTERRUPTS = 1024;

    private TreeLimits() {}
}
