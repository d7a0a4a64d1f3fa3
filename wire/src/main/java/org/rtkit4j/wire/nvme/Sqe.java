package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u64;
import static org.rtkit4j.wire.layout.Field.u8;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// A command: an entry of a submission queue. With linear queues it lies at `base + 64 * tag`.
///
/// Fields of the dwords 10 to 15 differ by command; they are named `COMMAND_FIELD` here.
public final class Sqe {
    public static final int BYTES = 64;
    public static final int SHIFT = 6;

    private static final String SPEC = "NVMe 1.4 4.2";
    private static final String ADMIN = "NVMe 1.4 5";
    private static final String IO = "NVMe 1.4 6";

    public static final Field OPCODE = u8("opcode", 0x00, SPEC);
    /// Bits 7:6 ask for SGLs, bits 1:0 for fused commands: both must be 0 here.
    public static final Field FLAGS = u8("flags", 0x01, SPEC);
    /// The tag with linear queues: m1n1 has one byte of tag and a reserved one.
    public static final Field CID = u16("command id", 0x02, SPEC);

    public static final Field NSID = u32("namespace", 0x04, SPEC);
    public static final Field METADATA = u64("metadata", 0x10, SPEC);
    public static final Field PRP1 = u64("prp1", 0x18, SPEC);
    public static final Field PRP2 = u64("prp2", 0x20, SPEC);
    public static final Field CDW10 = u32("cdw10", 0x28, SPEC);
    public static final Field CDW11 = u32("cdw11", 0x2c, SPEC);
    public static final Field CDW12 = u32("cdw12", 0x30, SPEC);
    public static final Field CDW13 = u32("cdw13", 0x34, SPEC);
    public static final Field CDW14 = u32("cdw14", 0x38, SPEC);
    public static final Field CDW15 = u32("cdw15", 0x3c, SPEC);

    public static final Struct STRUCT = Struct.of(
            "SQE",
            "A command",
            BYTES,
            OPCODE,
            FLAGS,
            CID,
            NSID,
            METADATA,
            PRP1,
            PRP2,
            CDW10,
            CDW11,
            CDW12,
            CDW13,
            CDW14,
            CDW15);

    /// Where the first block is, of Read, Write and Write Zeroes: dwords 10 and 11 as one.
    public static final Field SLBA = u64("first block", 0x28, IO);

    /// Blocks less one, in dword 12. m1n1's `nvme_read` writes 1 and says 4096 bytes; by the standard that is two.
    public static final Bits RW_NLB = bits("NLB", 15, 0, FieldType.DEC, IO);
    /// Write Zeroes: the blocks may be deallocated.
    public static final Bits RW_DEAC = flag("DEAC", 25, IO);
    /// The command completes when its data is on the medium.
    public static final Bits RW_FUA = flag("FUA", 30, IO);
    /// Limited retry.
    public static final Bits RW_LR = flag("LR", 31, IO);

    public static final Layout RW_CDW12 = Layout.named("Read, Write, Write Zeroes CDW12", Direction.AP_TO_IOP, "Size")
            .with(RW_LR, RW_FUA, RW_DEAC, RW_NLB);

    /// Ranges less one, in dword 10. The data is as many [DsmRange]s.
    public static final Bits DSM_NR = bits("NR", 7, 0, FieldType.DEC, IO);

    public static final Layout DSM_CDW10 = Layout.named(
                    "Dataset Management CDW10", Direction.AP_TO_IOP, "Number of ranges")
            .with(DSM_NR);
    /// Deallocate.
    public static final Bits DSM_AD = flag("AD", 2, IO);

    public static final Bits DSM_IDW = flag("IDW", 1, IO);
    public static final Bits DSM_IDR = flag("IDR", 0, IO);
    public static final Layout DSM_CDW11 = Layout.named(
                    "Dataset Management CDW11", Direction.AP_TO_IOP, "What is said of the ranges")
            .with(DSM_AD, DSM_IDW, DSM_IDR);

    /// [IdentifyCns].
    public static final Bits IDENTIFY_CNS = bits("CNS", 7, 0, ADMIN);

    public static final Bits IDENTIFY_CNTID = bits("CNTID", 31, 16, ADMIN);
    public static final Layout IDENTIFY_CDW10 = Layout.named("Identify CDW10", Direction.AP_TO_IOP, "Which structure")
            .with(IDENTIFY_CNTID, IDENTIFY_CNS);

    /// Entries less one.
    public static final Bits QUEUE_SIZE = bits("QSIZE", 31, 16, FieldType.DEC, ADMIN);
    /// The queue; 1 is the only one.
    public static final Bits QUEUE_ID = bits("QID", 15, 0, FieldType.DEC, ADMIN);

    public static final Layout QUEUE_CDW10 = Layout.named(
                    "Create Queue, Delete Queue CDW10", Direction.AP_TO_IOP, "Which queue, and its size")
            .with(QUEUE_SIZE, QUEUE_ID);
    /// Interrupt vector; 0.
    public static final Bits CQ_IV = bits("IV", 31, 16, FieldType.DEC, ADMIN);
    /// Interrupts enabled. Linux sets it, m1n1, which polls, does not.
    public static final Bits CQ_IEN = flag("IEN", 1, ADMIN);
    /// The queue lies in one piece.
    public static final Bits QUEUE_PC = flag("PC", 0, ADMIN);

    public static final Layout CREATE_CQ_CDW11 = Layout.named(
                    "Create I/O Completion Queue CDW11", Direction.AP_TO_IOP, "Properties of the queue")
            .with(CQ_IV, CQ_IEN, QUEUE_PC);
    /// The completion queue for its commands; 1.
    public static final Bits SQ_CQID = bits("CQID", 31, 16, FieldType.DEC, ADMIN);

    public static final Bits SQ_QPRIO = bits("QPRIO", 2, 1, FieldType.DEC, ADMIN);
    public static final Layout CREATE_SQ_CDW11 = Layout.named(
                    "Create I/O Submission Queue CDW11", Direction.AP_TO_IOP, "Properties of the queue")
            .with(SQ_CQID, SQ_QPRIO, QUEUE_PC);

    /// Set Features: keep it over power cycles.
    public static final Bits FEATURE_SV = flag("SV", 31, ADMIN);
    /// Get Features: which value; 0 the current one, 1 the default, 2 the saved one, 3 what can be changed.
    public static final Bits FEATURE_SEL = bits("SEL", 10, 8, FieldType.DEC, ADMIN);
    /// [FeatureId].
    public static final Bits FEATURE_FID = bits("FID", 7, 0, ADMIN);

    public static final Layout FEATURE_CDW10 = Layout.named(
                    "Get Features, Set Features CDW10", Direction.AP_TO_IOP, "Which feature")
            .with(FEATURE_SV, FEATURE_SEL, FEATURE_FID);

    /// Low half of the size in dwords, less one.
    public static final Bits LOG_NUMDL = bits("NUMDL", 31, 16, FieldType.DEC, ADMIN);
    /// [LogId].
    public static final Bits LOG_LID = bits("LID", 7, 0, ADMIN);

    public static final Layout LOG_CDW10 =
            Layout.named("Get Log Page CDW10", Direction.AP_TO_IOP, "Which log").with(LOG_NUMDL, LOG_LID);
    /// High half of the size.
    public static final Bits LOG_NUMDU = bits("NUMDU", 15, 0, FieldType.DEC, ADMIN);

    public static final Layout LOG_CDW11 =
            Layout.named("Get Log Page CDW11", Direction.AP_TO_IOP, "Size").with(LOG_NUMDU);
    /// Offset in the log, in bytes: dwords 12 and 13.
    public static final Field LOG_OFFSET = u64("log offset", 0x30, ADMIN);

    /// Where a tunnel command has its buffers, see [Tunnel]: dwords 11 and 12, and 13 and 14.
    public static final Field TUNNEL_REQUEST = u64("tunnel pointer 0", 0x2c, "m1n1 hv/trace_nvme.py");

    public static final Field TUNNEL_ANSWER = u64("tunnel pointer 1", 0x34, "m1n1 hv/trace_nvme.py");

    /// All layouts, for documents.
    public static final List<Layout> LAYOUTS = List.of(
            RW_CDW12,
            DSM_CDW10,
            DSM_CDW11,
            IDENTIFY_CDW10,
            QUEUE_CDW10,
            CREATE_CQ_CDW11,
            CREATE_SQ_CDW11,
            FEATURE_CDW10,
            LOG_CDW10,
            LOG_CDW11);

    private Sqe() {}
}
