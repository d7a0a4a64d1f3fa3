package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.order.Cycles;
import org.rtkit4j.devicetree.order.Needs;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// Whatever tree can be read, of either format: it survives every question that is asked of one.
class SupplierFuzzTest {
    @FuzzTest
    void survivesEveryQuestion(byte[] bytes) {
        DeviceTree tree = read(bytes);
        if (tree == null) {
            return;
        }
        tree.nodes().forEach(Addresses::physical);
        Coprocessors.of(tree);
        SupplierGraph graph = SupplierGraph.of(tree);
        Cycles.of(graph);
        assertTrue(Needs.of(graph, List.copyOf(graph.devices())).size()
                >= graph.devices().size());
    }

    private static @Nullable DeviceTree read(byte[] bytes) {
        try {
            return bytes.length > 0 && bytes[0] == (byte) 0xd0 ? FdtReader.read(bytes) : AdtReader.read(bytes);
        } catch (TreeFormatException _) {
            return null;
        }
    }
}
