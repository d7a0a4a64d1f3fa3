package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The registers and tables of DART, the IOMMU before most co-processors, as on M1 (t8020, t8103).
///
/// Four table registers for each of 16 streams; two levels of tables of 2048 entries in memory, pages of 16 KiB.
/// Byte offsets from its base, 32 bits wide. Sources: linux apple-dart.c, io-pgtable-dart.c; m1n1 hw/dart8020.py.
public final class DartRegisters {
    public static final int PARAMS1 = 0x00;
    public static final int PARAMS2 = 0x04;
    public static final int STREAM_COMMAND = 0x20;
    public static final int STREAM_SELECT = 0x34;
    public static final int ERROR = 0x40;
    public static final int ERROR_ADDR_LO = 0x50;
    public static final int ERROR_ADDR_HI = 0x54;
    public static final int CONFIG = 0x60;
    public static final int ENABLED_STREAMS = 0xfc;

    public static final int STREAMS = 16;
    public static final int TABLES_PER_STREAM = 4;
    public static final int BYTES = 0x4000;

    public static final int PAGE_SHIFT = 14;
    public static final int TABLE_ENTRIES = 2048;

    /// Which table register serves an address.
    public static final Bits IOVA_TABLE = bits("L0", 37, 36, FieldType.DEC, "m1n1 hw/dart8020.py");

    public static final Bits IOVA_L1 = bits("L1", 35, 25, FieldType.DEC, "m1n1 hw/dart8020.py");
    public static final Bits IOVA_L2 = bits("L2", 24, 14, FieldType.DEC, "m1n1 hw/dart8020.py");

    public static final Bits PAGE_SHIFT_FIELD = bits("PAGE_SHIFT", 27, 24, FieldType.DEC, "linux apple-dart.c");
    public static final Bits BYPASS_SUPPORT = flag("BYPASS_SUPPORT", 0, "linux apple-dart.c");

    public static final Bits TRANSLATE = flag("TRANSLATE_ENABLE", 7, "linux apple-dart.c");
    public static final Bits BYPASS = flag("BYPASS0_ENABLE", 8, "linux apple-dart.c");
    public static final Layout TCR = Layout.named("DART_TCR", Direction.BOTH, "What happens to one stream")
            .with(BYPASS, TRANSLATE);

    public static final Bits TABLE_VALID = flag("VALID", 31, "linux apple-dart.c");
    public static final Bits TABLE_ADDRESS = bits("ADDR", 30, 0, "linux apple-dart.c: shifted by 12");
    public static final Layout TTBR = Layout.named(
                    "DART_TTBR", Direction.BOTH, "A table of the first level, in pages of 4 KiB")
            .with(TABLE_VALID, TABLE_ADDRESS);

    public static final Bits ERROR_FLAG = flag("FLAG", 31, "linux apple-dart.c");
    public static final Bits ERROR_STREAM = bits("STREAM", 27, 24, FieldType.DEC, "linux apple-dart.c");
    public static final Bits WRITE_FAULT = flag("WRITE_FAULT", 3, "linux apple-dart.c");
    public static final Bits READ_FAULT = flag("READ_FAULT", 4, "linux apple-dart.c");
    public static final Bits NO_PTE = flag("NO_PTE", 2, "linux apple-dart.c");
    public static final Bits NO_PMD = flag("NO_PMD", 1, "linux apple-dart.c");
    public static final Bits NO_TTBR = flag("NO_TTBR", 0, "linux apple-dart.c");
    public static final Layout ERRORS = Layout.named(
                    "DART_ERROR", Direction.BOTH, "The first fault since the register was written; written bits clear")
            .with(ERROR_FLAG, ERROR_STREAM, READ_FAULT, WRITE_FAULT, NO_PTE, NO_PMD, NO_TTBR);

    public static final Bits PTE_ADDRESS = bits("OFFSET", 39, 14, "m1n1 hw/dart8020.py; linux masks 35:12");
    public static final Bits PTE_NO_READ = flag("NO_READ", 8, "linux io-pgtable-dart.c");
    public static final Bits PTE_NO_WRITE = flag("NO_WRITE", 7, "linux io-pgtable-dart.c");
    public static final Bits PTE_NO_SUBPAGE = flag("SP_PROT_DIS", 1, "linux io-pgtable-dart.c");
    public static final Bits PTE_VALID = flag("VALID", 0, "linux io-pgtable-dart.c");
    public static final Layout PTE = Layout.named(
                    "DART_PTE", Direction.BOTH, "An entry of a table of either level, 64 bits")
            .with(
                    bits("SP_START", 63, 52, "linux io-pgtable-dart.c"),
                    bits("SP_END", 51, 40, "linux io-pgtable-dart.c"),
                    PTE_ADDRESS,
                    PTE_NO_READ,
                    PTE_NO_WRITE,
                    PTE_NO_SUBPAGE,
                    PTE_VALID);

    private DartRegisters() {}

    /// Returns the offset of a stream's control.
    public static int tcr(int stream) {
        return 0x100 + Integer.BYTES * stream;
    }

    /// Returns the offset of a stream's table register.
    public static int ttbr(int stream, int table) {
        return 0x200 + TABLES_PER_STREAM * Integer.BYTES * stream + Integer.BYTES * table;
    }
}
