package org.rtkit4j.devicetree.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// An `interrupt-map`, read once: what of a child leads to which line of which parent.
///
/// Rows of a child's unit address and specifier, a phandle, and the parent's unit address and specifier, in the
/// cells of each; what counts of the child says `interrupt-map-mask`. The first row that fits and whose parent is
/// enabled counts. Source: devicetree specification 0.4, 2.4.3; linux drivers/of/irq.c, of_irq_parse_raw.
final class InterruptTable {
    private static final int MAX_CELLS = 16;
    private static final int ALL = -1;

    /// Where a row leads.
    ///
    /// @param address the parent's unit address
    /// @param provider the parent and its specifier
    record Row(List<Integer> address, Reference provider) {}

    private final Map<List<Integer>, Row> rows = new HashMap<>();
    private final @Nullable Property mask;

    /// Reads the map of a node whose child's unit address and specifier have so many cells together; ends
    /// where a row makes no sense.
    InterruptTable(DeviceTree tree, Node node, Property map, int cells) {
        mask = node.property("interrupt-map-mask").orElse(null);
        int at = 0;
        while (cells + 1 < map.cellCount() - at) {
            List<Integer> child = masked(References.cells(map, at, cells));
            at += cells;
            Row row = row(tree, map, at);
            if (row == null) {
                return;
            }
            if (row.provider.target().isEnabled()) {
                rows.putIfAbsent(child, row);
            }
            at += 1 + row.address.size() + row.provider.arguments().size();
        }
    }

    /// Returns where a child's unit address and specifier lead, null where nowhere.
    @Nullable
    Row find(List<Integer> child) {
        return rows.get(masked(child));
    }

    private List<Integer> masked(List<Integer> cells) {
        List<Integer> masked = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            int bits = mask == null || i >= mask.cellCount() ? ALL : mask.cell(i);
            masked.add(cells.get(i) & bits);
        }
        return masked;
    }

    private static @Nullable Row row(DeviceTree tree, Property map, int from) {
        Node parent = tree.byPhandle(map.cell(from)).orElse(null);
        OptionalInt cells = parent == null ? OptionalInt.empty() : parent.u32("#interrupt-cells");
        if (parent == null || cells.isEmpty()) {
            return null;
        }
        int addressCells = parent.u32("#address-cells").orElse(0);
        if (!isSane(cells.getAsInt())
                || !isSane(addressCells)
                || addressCells + cells.getAsInt() > map.cellCount() - from - 1) {
            return null;
        }
        int middle = from + 1 + addressCells;
        return new Row(
                References.cells(map, from + 1, addressCells),
                new Reference(parent, References.cells(map, middle, cells.getAsInt())));
    }

    static boolean isSane(int cells) {
        return cells >= 0 && cells <= MAX_CELLS;
    }
}
