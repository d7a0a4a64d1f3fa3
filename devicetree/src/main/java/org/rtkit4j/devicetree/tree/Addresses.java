package org.rtkit4j.devicetree.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What `reg` and `ranges` say: the windows of a node, on its bus and as the processor addresses them.
///
/// A bus without `ranges` cannot be translated, one whose `ranges` is empty passes addresses on as they are.
/// Source: linux drivers/of/address.c, of_translate_address; for Apple's trees, m1n1 `adt.py`.
public final class Addresses {
    private static final int MAX_CELLS = 8;

    private Addresses() {}

    /// Returns the cells of an address on a bus: its own `#address-cells`, or what the nodes above say.
    ///
    /// Linux inherits, which the devicetree specification does not; Apple's trees state it or mean 2.
    /// Source: linux drivers/of/base.c, of_bus_n_addr_cells.
    public static int addressCells(Node bus) {
        return cells(bus, "#address-cells", bus.encoding().defaultAddressCells());
    }

    /// Returns the cells of a size on a bus.
    public static int sizeCells(Node bus) {
        return cells(bus, "#size-cells", bus.encoding().defaultSizeCells());
    }

    private static int cells(Node bus, String name, int byDefault) {
        for (Node node = bus; node != null; node = node.parent()) {
            OptionalInt own = node.u32(name);
            if (own.isPresent() || node.encoding() == Encoding.ADT) {
                return own.orElse(byDefault);
            }
        }
        return byDefault;
    }

    /// Returns the windows of `reg` in addresses of the bus that the node is on, as far as they are whole.
    public static List<Window> reg(Node node) {
        Node bus = node.parent();
        Optional<Property> reg = node.property("reg");
        if (bus == null || reg.isEmpty()) {
            return List.of();
        }
        return windows(reg.get(), addressCells(bus), sizeCells(bus));
    }

    private static List<Window> windows(Property reg, int addressCells, int sizeCells) {
        List<Window> windows = new ArrayList<>();
        if (!isSane(addressCells) || !isSane(sizeCells) || addressCells == 0) {
            return List.of();
        }
        int step = addressCells + sizeCells;
        for (int i = 0; i + step <= reg.cellCount(); i += step) {
            windows.add(new Window(reg.number(i, addressCells), reg.number(i + addressCells, sizeCells)));
        }
        return List.copyOf(windows);
    }

    /// Returns the windows of `reg` in the processor's addresses: one for each that [#reg] returns, empty
    /// where a bus on the way up cannot be translated.
    public static List<Optional<Window>> physical(Node node) {
        List<Window> windows = reg(node);
        List<Optional<Window>> physical = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            physical.add(translate(node, i).map(address -> new Window(address, window.size())));
        }
        return List.copyOf(physical);
    }

    /// Returns the processor's window of a name in `reg-names`.
    public static Optional<Window> physical(Node node, String regName) {
        int index = node.strings("reg-names").indexOf(regName);
        List<Optional<Window>> windows = physical(node);
        return index < 0 || index >= windows.size() ? Optional.empty() : windows.get(index);
    }

    private static Optional<Long> translate(Node node, int index) {
        Node bus = node.parent();
        Property reg = node.property("reg").orElseThrow();
        if (bus == null) {
            return Optional.empty();
        }
        int cells = addressCells(bus);
        int first = index * (cells + sizeCells(bus));
        return translate(bus, reg.number(first, cells), space(bus, reg, first));
    }

    /// Returns the processor's address of an address on a bus.
    public static Optional<Long> translate(Node bus, long address) {
        return translate(bus, address, 0);
    }

    private static Optional<Long> translate(Node bus, long address, int space) {
        Node at = bus;
        long current = address;
        int currentSpace = space;
        for (Node above = at.parent(); above != null; above = at.parent()) {
            Property ranges = at.property("ranges").orElse(null);
            if (ranges == null) {
                return Optional.empty();
            }
            if (ranges.size() > 0) {
                Mapped mapped = map(at, above, ranges, current, currentSpace);
                if (mapped == null) {
                    return Optional.empty();
                }
                current = mapped.address;
                currentSpace = mapped.space;
            }
            at = above;
        }
        return Optional.of(current);
    }

    private record Mapped(long address, int space) {}

    private static @Nullable Mapped map(Node bus, Node above, Property ranges, long address, int space) {
        int child = addressCells(bus);
        int parent = addressCells(above);
        int size = sizeCells(bus);
        if (!isSane(child) || !isSane(parent) || !isSane(size) || child + parent + size == 0) {
            return null;
        }
        int step = child + parent + size;
        for (int i = 0; i + step <= ranges.cellCount(); i += step) {
            long offset = address - ranges.number(i, child);
            long length = ranges.number(i + child + parent, size);
            if (space(bus, ranges, i) == space && Long.compareUnsigned(offset, length) < 0) {
                return new Mapped(ranges.number(i + child, parent) + offset, space(above, ranges, i + child));
            }
        }
        return null;
    }

    // On PCI the first of three cells says which space an address is in: 1 I/O, 2 memory, 3 memory above 4
    // GiB. The latter two are one. Source: linux drivers/of/address.c, of_bus_pci_get_flags.
    private static int space(Node bus, Property property, int cell) {
        if (addressCells(bus) != 3
                || bus.string("device_type").filter("pci"::equals).isEmpty()) {
            return 0;
        }
        int space = (property.cell(cell) >>> 24) & 3;
        return space == 3 ? 2 : space;
    }

    private static boolean isSane(int cells) {
        return cells >= 0 && cells <= MAX_CELLS;
    }
}
