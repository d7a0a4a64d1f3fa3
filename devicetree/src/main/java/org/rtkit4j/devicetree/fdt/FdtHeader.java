package org.rtkit4j.devicetree.fdt;

import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.TreeLimits;

/// The head of a flattened tree: ten big-endian cells, all offsets from the file's start in bytes.
///
///     0x00 magic 0xd00dfeed   0x04 total size    0x08 structure       0x0c strings   0x10 memory reservations
///     0x14 version            0x18 oldest reader 0x1c booting processor
///     0x20 size of strings    0x24 size of structure, from version 17 on
///
/// Source: devicetree specification 0.4, 5.2.
///
/// @param totalSize of the tree in the file
/// @param structure offset of the structure block
/// @param structureEnd offset behind it
/// @param strings offset of the strings block
/// @param stringsEnd offset behind it
/// @param reservations offset of the memory reservations
/// @param bootCpu number of the processor that boots
record FdtHeader(
        int totalSize, int structure, int structureEnd, int strings, int stringsEnd, int reservations, int bootCpu) {
    static final int MAGIC = 0xd00dfeed;
    static final int VERSION = 17;
    static final int OLDEST_READER = 16;
    static final int BYTES = 40;
    private static final int BYTES_OF_16 = 36;

    static FdtHeader read(byte[] bytes) throws TreeFormatException {
        if (bytes.length < BYTES_OF_16 || Encoding.FDT.cell(bytes, 0) != MAGIC) {
            throw new TreeFormatException(0, "no flattened device tree: no magic 0xd00dfeed");
        }
        if (bytes.length > TreeLimits.BYTES) {
            throw new TreeFormatException(0, "too large for a device tree: bytes=" + bytes.length);
        }
        int version = checkedVersion(bytes);
        int total = Encoding.FDT.cell(bytes, 4);
        if (total < (version >= VERSION ? BYTES : BYTES_OF_16) || total > bytes.length) {
            throw new TreeFormatException(
                    4, "a size that the file has not: size=0x%x, bytes=0x%x".formatted(total, bytes.length));
        }
        int structure = aligned(bytes, 8, total, 4);
        int strings = aligned(bytes, 12, total, 1);
        return new FdtHeader(
                total,
                structure,
                version >= VERSION ? end(bytes, 36, structure, total) : total,
                strings,
                end(bytes, 32, strings, total),
                aligned(bytes, 16, total, 8),
                Encoding.FDT.cell(bytes, 28));
    }

    private static int checkedVersion(byte[] bytes) throws TreeFormatException {
        int version = Encoding.FDT.cell(bytes, 20);
        int oldestReader = Encoding.FDT.cell(bytes, 24);
        if (version < OLDEST_READER || oldestReader < 0 || oldestReader > VERSION) {
            throw new TreeFormatException(
                    20, "versions 16 and 17 are read: version=%d, oldest reader=%d".formatted(version, oldestReader));
        }
        return version;
    }

    private static int aligned(byte[] bytes, int at, int total, int alignment) throws TreeFormatException {
        int offset = Encoding.FDT.cell(bytes, at);
        if (offset < BYTES_OF_16 || offset > total || offset % alignment != 0) {
            throw new TreeFormatException(at, "an offset outside or off its alignment: offset=0x%x".formatted(offset));
        }
        return offset;
    }

    private static int end(byte[] bytes, int at, int start, int total) throws TreeFormatException {
        int size = Encoding.FDT.cell(bytes, at);
        if (size < 0 || size > total - start) {
            throw new TreeFormatException(at, "a block that the file has not: size=0x%x".formatted(size));
        }
        return start + size;
    }
}
