package org.rtkit4j.forensics.macho;

import java.util.Arrays;

/// Reads the symbol table: of its entries those that name a place in a section.
final class SymbolReader {
    private static final int STAB = 0xe0;
    private static final int TYPE = 0x0e;
    private static final int IN_SECTION = 0x0e;
    private static final int EXTERNAL = 0x01;
    private static final int THUMB = 0x0008;

    private final MachoBytes in;
    private final long command;
    private final boolean wide;

    /// @param command where the load command `LC_SYMTAB` stands
    SymbolReader(MachoBytes in, long command, boolean wide) {
        this.in = in;
        this.command = command;
        this.wide = wide;
    }

    MachoSymbols read() throws MachoException {
        long table = Integer.toUnsignedLong(in.u32(command + 8));
        long count = Integer.toUnsignedLong(in.u32(command + 12));
        long names = Integer.toUnsignedLong(in.u32(command + 16));
        long namesSize = Integer.toUnsignedLong(in.u32(command + 20));
        int entry = wide ? 16 : 12;
        in.require(table, count * entry, "symbol table reaches past the end of the file");
        in.require(names, namesSize, "names of symbols reach past the end of the file");
        var addresses = new long[(int) count];
        var nameOffsets = new int[(int) count];
        var flags = new byte[(int) count];
        int kept = 0;
        for (long at = table; at < table + count * entry; at += entry) {
            long name = Integer.toUnsignedLong(in.u32(at));
            int type = in.u8(at + 4);
            boolean isPlace = (type & STAB) == 0 && (type & TYPE) == IN_SECTION;
            if (isPlace && name > 0 && name < namesSize) {
                boolean isThumb = !wide && (in.u8(at + 6) & THUMB) != 0;
                long address = in.address(at + 8, wide);
                addresses[kept] = isThumb ? address & ~1L : address;
                nameOffsets[kept] = in.start() + (int) (names + name);
                flags[kept] = MachoSymbols.flags((type & EXTERNAL) != 0, isThumb);
                kept++;
            }
        }
        int end = in.start() + (int) (names + namesSize);
        return MachoSymbols.sorted(
                in.file(),
                end,
                Arrays.copyOf(addresses, kept),
                Arrays.copyOf(nameOffsets, kept),
                Arrays.copyOf(flags, kept));
    }
}
