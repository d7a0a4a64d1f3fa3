package org.rtkit4j.devicetree.fdt;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Reservation;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeWarning;

/// Reads a flattened device tree (`.dtb`) of version 16 or 17, which every tool writes since 2006.
///
/// What breaks the format in a way that no two readers understand differently is a warning of the tree.
/// Source: devicetree specification 0.4, chapter 5.
public final class FdtReader {
    private FdtReader() {}

    /// Returns whether bytes begin as a flattened tree does.
    public static boolean recognises(byte[] bytes) {
        return bytes.length >= Encoding.CELL && Encoding.FDT.cell(bytes, 0) == FdtHeader.MAGIC;
    }

    /// Reads a tree. Bytes behind its size are left alone: boot loaders load trees into larger memory.
    ///
    /// @throws TreeFormatException if the bytes are no such tree
    public static DeviceTree read(byte[] bytes) throws TreeFormatException {
        FdtHeader header = FdtHeader.read(bytes);
        List<TreeWarning> warnings = new ArrayList<>();
        List<Reservation> reservations = reservations(bytes, header);
        Node root = new FdtStructure(bytes, header, warnings).read();
        return new DeviceTree(root, reservations, header.bootCpu(), warnings);
    }

    // Pairs of 64-bit numbers, ended by a pair of zeroes.
    private static List<Reservation> reservations(byte[] bytes, FdtHeader header) throws TreeFormatException {
        List<Reservation> reservations = new ArrayList<>();
        for (int at = header.reservations(); at + 16 <= header.totalSize(); at += 16) {
            long address = Encoding.FDT.number(bytes, at, 2);
            long size = Encoding.FDT.number(bytes, at + 8, 2);
            if (address == 0 && size == 0) {
                return reservations;
            }
            reservations.add(new Reservation(address, size));
        }
        throw new TreeFormatException(header.reservations(), "memory reservations without an end");
    }
}
