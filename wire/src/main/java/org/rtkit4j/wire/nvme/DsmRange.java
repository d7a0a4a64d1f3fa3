package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;

import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A range of blocks in the data of Dataset Management.
public final class DsmRange {
    public static final int BYTES = 16;
    /// As many fit into one command.
    public static final int MOST = 256;

    private static final String SPEC = "NVMe 1.4 6.7";

    public static final Field ATTRIBUTES = u32("attributes", 0x00, SPEC);
    /// Number of blocks, not less one.
    public static final Field BLOCKS = u32("blocks", 0x04, SPEC);

    public static final Field FIRST = u64("first block", 0x08, SPEC);
    public static final Struct STRUCT =
            Struct.of("Dataset Management range", "A range of blocks", BYTES, ATTRIBUTES, BLOCKS, FIRST);

    private DsmRange() {}
}
