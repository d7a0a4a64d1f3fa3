package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// What the NVMMU must know of a command before it may run: an entry of an array indexed by tag.
///
/// Every command has one, with data or without. It stays in use until the tag is written to
/// [NvmeRegisters#TCB_INVAL].
public final class Tcb {
    public static final int BYTES = 128;

    private static final String ALL = "linux apple.c, m1n1 nvme.c";

    /// As in the SQE: Linux up to July 2026, m1n1, OpenBSD and U-Boot copy it. Linux (cc0fec9b) leaves it 0 since
    /// August 2026, as macOS does, and says that the byte is reserved.
    public static final Field OPCODE = u8("opcode", 0x00, ALL);

    public static final Field DMA_FLAGS = u8("DMA flags", 0x01, ALL);
    public static final Field TAG = u8("tag", 0x02, ALL);
    /// The low half of the SQE's CDW12: for reads and writes, blocks less one. Means nothing for other commands.
    public static final Field LENGTH = u16("length", 0x04, "linux apple.c");
    /// As m1n1, OpenBSD and U-Boot have [#LENGTH]: the whole CDW12.
    public static final Field LENGTH_M1N1 = u32("length", 0x04, "m1n1 nvme.c, openbsd aplns.c, u-boot nvme_apple.c");

    public static final Field PRP1 = u64("prp1", 0x18, ALL);
    public static final Field PRP2 = u64("prp2", 0x20, ALL);
    public static final Field AES_IV = u64("AES IV", 0x38, ALL);

    public static final Struct STRUCT = Struct.of(
            "TCB",
            "What the NVMMU must know of a command; indexed by tag",
            BYTES,
            OPCODE,
            DMA_FLAGS,
            TAG,
            LENGTH,
            PRP1,
            PRP2,
            AES_IV,
            bytes("unknown, of AES", 0x40, 64, ALL));

    /// The device writes the host's memory: reads of the disk. Linux calls it FROM_DEVICE, OpenBSD and U-Boot WRITE.
    public static final Bits TO_MEMORY = flag("TO_MEMORY", 0, ALL);

    /// The device reads the host's memory: writes to the disk. Linux calls it TO_DEVICE, OpenBSD and U-Boot READ.
    public static final Bits FROM_MEMORY = flag("FROM_MEMORY", 1, ALL);

    /// Linux sets the direction that a command needs, and none where PRP1 is 0; the others always set both.
    public static final Layout FLAGS = Layout.named("DMA flags", Direction.AP_TO_IOP, "Which way the data may go")
            .with(FROM_MEMORY, TO_MEMORY);

    private Tcb() {}
}
