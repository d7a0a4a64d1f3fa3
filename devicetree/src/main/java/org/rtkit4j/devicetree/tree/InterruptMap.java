package org.rtkit4j.devicetree.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows an interrupt from the node that it goes to first to the controller that delivers it, through
/// `interrupt-map`.
///
/// Source: linux drivers/of/irq.c, of_irq_parse_raw and of_irq_parse_imap_parent.
final class InterruptMap {
    private static final int MAX_HOPS = 32;

    // Controllers whose own driver reads the map. Source: linux drivers/of/irq.c, of_irq_imap_abusers.
    private static final Set<String> MAP_IS_THE_DRIVERS = Set.of(
            "CBEA,platform-spider-pic",
            "sti,platform-spider-pic",
            "realtek,rtl-intc",
            "fsl,ls1021a-extirq",
            "fsl,ls1043a-extirq",
            "fsl,ls1088a-extirq",
            "renesas,rza1-irqc",
            "pasemi,rootbus");

    private final DeviceTree tree;
    private List<Integer> address;
    private Reference at;

    private InterruptMap(DeviceTree tree, Node device, Reference first) {
        this.tree = tree;
        this.at = first;
        this.address = address(device, addressCells(first.target()));
    }

    /// Returns the controller and its specifier, empty where the interrupt leads nowhere.
    static Optional<Reference> follow(DeviceTree tree, Node device, Reference first) {
        return new InterruptMap(tree, device, first).follow();
    }

    private Optional<Reference> follow() {
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            Node node = at.target();
            Property map = node.property("interrupt-map").orElse(null);
            boolean ownMap = node.compatible().stream().anyMatch(MAP_IS_THE_DRIVERS::contains);
            if (node.has("interrupt-controller") && (map == null || ownMap)) {
                return Optional.of(at);
            }
            Reference next = map == null ? parent(node) : mapped(node, map);
            if (next == null || next.target() == node) {
                return Optional.ofNullable(next);
            }
            at = next;
        }
        return Optional.empty();
    }

    private @Nullable Reference parent(Node node) {
        Node parent = tree.interruptParent(node);
        return parent == null ? null : new Reference(parent, at.arguments());
    }

    private @Nullable Reference mapped(Node node, Property map) {
        List<Integer> child = new ArrayList<>(address);
        child.addAll(at.arguments());
        InterruptTable.Row row = tree.interruptTable(node, map, child.size()).find(child);
        if (row == null) {
            return null;
        }
        address = row.address();
        return row.provider();
    }

    // Those of the node itself, or of the nearest above: an old habit of Linux.
    private static int addressCells(Node controller) {
        for (Node node = controller; node != null; node = node.parent()) {
            OptionalInt cells = node.u32("#address-cells");
            if (cells.isPresent()) {
                return InterruptTable.isSane(cells.getAsInt()) ? cells.getAsInt() : 0;
            }
        }
        return 2;
    }

    private static List<Integer> address(Node device, int cells) {
        Property reg = device.property("reg").orElse(null);
        List<Integer> address = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            address.add(reg == null || i >= reg.cellCount() ? 0 : reg.cell(i));
        }
        return address;
    }
}
