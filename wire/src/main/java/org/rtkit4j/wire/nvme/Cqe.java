package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u64;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// The answer to a command: an entry of a completion queue.
///
/// It is new while its phase is the one of the present round: 1 in the first, over zeroed memory, then turning with
/// each wrap. What stands in the other fields may be read only then.
public final class Cqe {
    public static final int BYTES = 16;
    public static final int SHIFT = 4;

    private static final String SPEC = "NVMe 1.4 4.6";

    /// Apple's controllers have 64 bits of result, the standard 32 and a reserved dword.
    public static final Field RESULT = u64("result", 0x00, "m1n1 nvme.c");

    public static final Field SQ_HEAD = u16("SQ head", 0x08, SPEC + "; reserved with linear queues: m1n1 nvme.c");
    public static final Field SQ_ID = u16("SQ id", 0x0a, SPEC + "; reserved with linear queues: m1n1 nvme.c");
    /// The tag with linear queues.
    public static final Field CID = u16("command id", 0x0c, SPEC);

    public static final Field STATUS = u16("status and phase", 0x0e, SPEC);

    public static final Struct STRUCT =
            Struct.of("CQE", "The answer to a command", BYTES, RESULT, SQ_HEAD, SQ_ID, CID, STATUS);

    /// The answer as it lies in its last 8 bytes, for those that write it with one store.
    public static final int LAST_WORD = 0x08;

    public static final Bits PHASE = flag("P", 0, SPEC);
    /// Status code, together with its type: [NvmeStatus].
    public static final Bits STATUS_CODE = bits("SCT, SC", 11, 1, SPEC);
    /// More is in the error log.
    public static final Bits MORE = flag("M", 14, SPEC);
    /// A retry is useless.
    public static final Bits DO_NOT_RETRY = flag("DNR", 15, SPEC);

    public static final Layout STATUS_LAYOUT = Layout.named("CQE status", Direction.IOP_TO_AP, "How a command ended")
            .with(DO_NOT_RETRY, MORE, STATUS_CODE, PHASE);

    private Cqe() {}
}
