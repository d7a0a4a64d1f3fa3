package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// What Identify says of a namespace; all zero where there is none of that number. Sizes count blocks.
public final class IdentifyNamespace {
    public static final int BYTES = IdentifyCns.BYTES;

    /// Entries of the table of block formats, from [#LBAF0] on, 4 bytes each.
    public static final int FORMATS = 16;

    private static final String SPEC = "NVMe 1.4 5.15.2.1";

    public static final Field NSZE = u64("size", 0, SPEC);
    public static final Field NCAP = u64("capacity", 8, SPEC);
    public static final Field NUSE = u64("utilization", 16, SPEC);
    public static final Field NSFEAT = u8("NSFEAT", 24, SPEC);
    /// Number of formats, less one.
    public static final Field NLBAF = u8("NLBAF", 25, SPEC);

    public static final Field FLBAS = u8("FLBAS", 26, SPEC);
    public static final Field MC = u8("MC", 27, SPEC);
    public static final Field DPC = u8("DPC", 28, SPEC);
    public static final Field DPS = u8("DPS", 29, SPEC);
    public static final Field DLFEAT = u8("DLFEAT", 33, SPEC);
    public static final Field NGUID = bytes("NGUID", 104, 16, SPEC);
    public static final Field EUI64 = bytes("EUI64", 120, 8, SPEC);
    public static final Field LBAF0 = u32("block format 0", 128, SPEC);

    public static final Struct STRUCT = Struct.of(
            "Identify Namespace",
            "Size and block format of a namespace",
            BYTES,
            NSZE,
            NCAP,
            NUSE,
            NSFEAT,
            NLBAF,
            FLBAS,
            MC,
            DPC,
            DPS,
            DLFEAT,
            NGUID,
            EUI64,
            LBAF0);

    /// Which of the formats is used.
    public static final Bits FLBAS_FORMAT = bits("format", 3, 0, FieldType.DEC, SPEC);

    public static final Layout FLBAS_LAYOUT =
            Layout.named("FLBAS", Direction.IOP_TO_AP, "The format in use").with(FLBAS_FORMAT);

    /// Block size as a power of two; below 9 the format does not exist.
    public static final Bits LBAF_LBADS = bits("LBADS", 23, 16, FieldType.DEC, SPEC);
    /// Bytes of metadata for each block.
    public static final Bits LBAF_MS = bits("MS", 15, 0, FieldType.DEC, SPEC);

    public static final Layout LBAF_LAYOUT =
            Layout.named("LBAF", Direction.IOP_TO_AP, "A block format").with(LBAF_LBADS, LBAF_MS);

    /// Deallocate is supported: NSFEAT bit 0 is thin provisioning.
    public static final Bits NSFEAT_THIN = flag("thin", 0, SPEC);

    /// What a deallocated block reads as: 1, zeros.
    public static final Bits DLFEAT_READS = bits("reads", 2, 0, FieldType.names("unknown", "zeros", "ones"), SPEC);
    /// Write Zeroes may deallocate.
    public static final Bits DLFEAT_DEAC = flag("DEAC", 3, SPEC);

    public static final Layout DLFEAT_LAYOUT =
            Layout.named("DLFEAT", Direction.IOP_TO_AP, "Deallocated blocks").with(DLFEAT_DEAC, DLFEAT_READS);

    private IdentifyNamespace() {}
}
