/// Device trees, and what they know of co-processors that nothing else does.
module org.rtkit4j.devicetree {
    requires static transitive org.jspecify;
    requires org.tukaani.xz;

    exports org.rtkit4j.devicetree;
    exports org.rtkit4j.devicetree.adt;
    exports org.rtkit4j.devicetree.closure;
    exports org.rtkit4j.devicetree.coprocessor;
    exports org.rtkit4j.devicetree.fdt;
    exports org.rtkit4j.devicetree.graph;
    exports org.rtkit4j.devicetree.initramfs;
    exports org.rtkit4j.devicetree.modules;
    exports org.rtkit4j.devicetree.tree;
}
