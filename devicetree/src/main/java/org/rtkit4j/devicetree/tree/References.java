package org.rtkit4j.devicetree.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads properties that are lists of phandles with arguments.
///
/// Source: linux drivers/of/base.c, of_phandle_iterator_next.
public final class References {
    private static final int MAX_ARGUMENTS = 16;

    private References() {}

    /// The entries of a property, and where reading them stopped short.
    ///
    /// @param entries in the property's order; an entry of phandle 0 is a hole and left out
    /// @param problem what is wrong with the rest, null where nothing is
    public record Parsed(List<Reference> entries, @Nullable String problem) {
        public Parsed {
            entries = List.copyOf(entries);
        }
    }

    /// Reads a list whose targets say how many arguments follow: `mboxes` with `#mbox-cells`, for example.
    ///
    /// @param cellsName the property of the target that says so; null where no arguments follow
    public static Parsed parse(DeviceTree tree, Property property, @Nullable String cellsName) {
        return parse(tree, property, cellsName, false);
    }

    /// Reads a list whose targets need not say how many arguments follow where none do: `nvmem-cells`, for example.
    public static Parsed parseLenient(DeviceTree tree, Property property, @Nullable String cellsName) {
        return parse(tree, property, cellsName, true);
    }

    private static Parsed parse(DeviceTree tree, Property property, @Nullable String cellsName, boolean isLenient) {
        List<Reference> entries = new ArrayList<>();
        int at = 0;
        while (at < property.cellCount()) {
            int phandle = property.cell(at++);
            if (phandle == 0) {
                continue;
            }
            Optional<Node> target = tree.byPhandle(phandle);
            if (target.isEmpty()) {
                return new Parsed(entries, "%s: no node has phandle 0x%x".formatted(property.name(), phandle));
            }
            OptionalInt count = count(target.get(), cellsName, isLenient);
            if (count.isEmpty() || count.getAsInt() < 0 || count.getAsInt() > MAX_ARGUMENTS) {
                return new Parsed(entries, "%s: no %s at %s".formatted(property.name(), cellsName, target.get()));
            }
            if (count.getAsInt() > property.cellCount() - at) {
                return new Parsed(entries, "%s: too few cells for %s".formatted(property.name(), target.get()));
            }
            entries.add(new Reference(target.get(), cells(property, at, count.getAsInt())));
            at += count.getAsInt();
        }
        return new Parsed(entries, null);
    }

    private static OptionalInt count(Node target, @Nullable String cellsName, boolean isLenient) {
        if (cellsName == null || (isLenient && !target.has(cellsName))) {
            return OptionalInt.of(0);
        }
        return target.u32(cellsName);
    }

    static List<Integer> cells(Property property, int from, int count) {
        List<Integer> cells = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            cells.add(property.cell(i));
        }
        return List.copyOf(cells);
    }
}
