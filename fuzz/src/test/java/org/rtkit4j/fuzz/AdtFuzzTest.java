package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.devicetree.adt.AdtReader;
import org.rtkit4j.devicetree.adt.AdtWriter;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// Any bytes as one of Apple's device trees: refused with an offset within them, or read, written and read the
/// same. [SupplierFuzzTest] asks what was read.
class AdtFuzzTest {
    @FuzzTest
    void isRefusedOrRead(byte[] bytes) throws TreeFormatException {
        DeviceTree tree;
        try {
            tree = AdtReader.read(bytes);
        } catch (TreeFormatException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e.getMessage());
            return;
        }
        assertTrue(tree.nodes().size() <= bytes.length / 44);
        assertTrue(AdtReader.read(AdtWriter.writeTemplate(tree.root())).root().sameAs(tree.root()));
    }
}
