package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.fdt.FdtWriter;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// Any bytes as a flattened device tree: refused with an offset within them, or read, and, written and read again,
/// the same. [SupplierFuzzTest] asks what was read.
class FdtFuzzTest {
    @FuzzTest
    void isRefusedOrRead(byte[] bytes) throws TreeFormatException {
        DeviceTree tree;
        try {
            tree = FdtReader.read(bytes);
        } catch (TreeFormatException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
            return;
        }
        assertTrue(tree.nodes().size() <= bytes.length / 8);
        assertTrue(FdtReader.read(FdtWriter.write(tree)).root().sameAs(tree.root()));
    }
}
