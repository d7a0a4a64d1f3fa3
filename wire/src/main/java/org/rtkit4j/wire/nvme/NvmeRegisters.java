package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The registers of the NVMe block: byte offsets from its base.
///
/// Those below 0x40 are the standard's; the vendor's come after. Which of them a chip has says [NvmeVariant]. The
/// registers of the NVMMU, from [#NUM_TCBS] on, lie in the same window up to t6020 and at the same offsets of a window
/// of their own on t8132 and later. Sources: NVM Express Base Specification 1.4, section 3.1; linux `apple.c`
/// (torvalds, and aurora-silicon for t8132); m1n1 `nvme.c`; OpenBSD `aplns.c`; U-Boot `nvme_apple.c`; QEMU `ans.c`.
public final class NvmeRegisters {
    /// Size of the window.
    public static final int BYTES = 0x40000;

    /// Capabilities, 64 bits.
    public static final int CAP = 0x00;
    /// Version of the standard.
    public static final int VS = 0x08;
    /// Interrupt masks of the standard; nobody uses them here.
    public static final int INTMS = 0x0c;

    public static final int INTMC = 0x10;
    /// Configuration.
    public static final int CC = 0x14;
    /// Status.
    public static final int CSTS = 0x1c;
    /// Sizes of the admin queues.
    public static final int AQA = 0x24;
    /// Base of the admin submission queue, 64 bits.
    public static final int ASQ = 0x28;
    /// Base of the admin completion queue, 64 bits.
    public static final int ACQ = 0x30;

    /// Tail of the admin submission ring; only without linear queues.
    public static final int ASQ_TAIL = 0x1000;
    /// Head of the admin completion queue.
    public static final int ACQ_HEAD = 0x1004;
    /// Tail of the I/O submission ring; only without linear queues.
    public static final int IOSQ_TAIL = 0x1008;
    /// Head of the I/O completion queue.
    public static final int IOCQ_HEAD = 0x100c;

    /// Base of the I/O submission queue, 64 bits, t8132 and later: written after Create I/O Submission Queue.
    public static final int IOSQ_BASE = 0x1200;
    /// Base of the I/O completion queue, 64 bits, t8132 and later.
    public static final int IOCQ_BASE = 0x1208;
    /// Most commands that may be pending, one half for each queue: [#PENDING]. On t8132 and later: [#IOQA].
    public static final int MAX_PEND_CMDS = 0x1210;

    /// Reads [#BOOT_OK] once the firmware is up.
    public static final int BOOT_STATUS = 0x1300;
    /// OpenBSD and U-Boot write 0; the others leave it.
    public static final int MODESEL = 0x1304;
    /// QEMU answers 0x6000; what it does is not established.
    public static final int BASE_CMD_ID = 0x1308;

    /// Linux calls it UNKNOWN_CTRL: [#PRP_NULL_CHECK].
    public static final int UNKNOWN_CTRL = 0x24008;
    /// [#LINEAR_ENABLE].
    public static final int LINEAR_SQ_CTRL = 0x24908;
    /// A tag written here starts the admin command of that tag.
    public static final int LINEAR_ASQ = 0x2490c;
    /// A tag written here starts the I/O command of that tag.
    public static final int LINEAR_IOSQ = 0x24910;

    /// Number of TCBs less one. Linux and m1n1 write 63, OpenBSD and U-Boot 127: what a page of 16 KiB holds.
    public static final int NUM_TCBS = 0x28100;
    /// Base of the admin queue's TCBs, 64 bits.
    public static final int ASQ_TCB_BASE = 0x28108;
    /// Base of the I/O queue's TCBs, 64 bits.
    public static final int IOSQ_TCB_BASE = 0x28110;
    /// A tag written here gives its TCB back.
    public static final int TCB_INVAL = 0x28118;
    /// Zero when the invalidation is done.
    public static final int TCB_STAT = 0x28120;
    /// Where m1n1's `nvme.c` reads TCB_STAT. Its own tracer and all others say 0x28120; reads as zero there.
    public static final int TCB_STAT_M1N1 = 0x29120;

    /// What [#BOOT_STATUS] reads when the firmware is up.
    public static final int BOOT_OK = 0xde71ce55;

    private static final String SPEC = "NVMe 1.4";
    private static final String LINUX = "linux apple.c";

    /// Most entries of a queue, less one.
    public static final Bits CAP_MQES = bits("MQES", 15, 0, FieldType.DEC, SPEC + " 3.1.1");
    /// Queues must lie in one piece.
    public static final Bits CAP_CQR = flag("CQR", 16, SPEC + " 3.1.1");
    /// How long RDY may take to follow EN, in units of 500 ms.
    public static final Bits CAP_TO = bits("TO", 31, 24, FieldType.DEC, SPEC + " 3.1.1");
    /// Distance of the doorbells: 4 << DSTRD bytes.
    public static final Bits CAP_DSTRD = bits("DSTRD", 35, 32, FieldType.DEC, SPEC + " 3.1.1");
    /// Command sets; bit 0 is the NVM command set.
    public static final Bits CAP_CSS = bits("CSS", 44, 37, SPEC + " 3.1.1");
    /// Smallest page size: 4096 << MPSMIN bytes.
    public static final Bits CAP_MPSMIN = bits("MPSMIN", 51, 48, FieldType.DEC, SPEC + " 3.1.1");

    public static final Bits CAP_MPSMAX = bits("MPSMAX", 55, 52, FieldType.DEC, SPEC + " 3.1.1");
    public static final Layout CAP_LAYOUT = Layout.named("CAP", Direction.IOP_TO_AP, "What the controller can do")
            .with(CAP_MPSMAX, CAP_MPSMIN, CAP_CSS, CAP_DSTRD, CAP_TO, CAP_CQR, CAP_MQES);

    public static final Bits VS_MAJOR = bits("MJR", 31, 16, FieldType.DEC, SPEC + " 3.1.2");
    public static final Bits VS_MINOR = bits("MNR", 15, 8, FieldType.DEC, SPEC + " 3.1.2");
    public static final Bits VS_TERTIARY = bits("TER", 7, 0, FieldType.DEC, SPEC + " 3.1.2");
    public static final Layout VS_LAYOUT =
            Layout.named("VS", Direction.IOP_TO_AP, "Version of the standard").with(VS_MAJOR, VS_MINOR, VS_TERTIARY);

    /// Size of an entry of the I/O completion queue as a power of two: 4.
    public static final Bits CC_IOCQES = bits("IOCQES", 23, 20, FieldType.DEC, SPEC + " 3.1.5");
    /// Size of an entry of the I/O submission queue as a power of two: 6, or 7 without linear queues.
    public static final Bits CC_IOSQES = bits("IOSQES", 19, 16, FieldType.DEC, SPEC + " 3.1.5");
    /// Shutdown notification: [#SHN_NORMAL].
    public static final Bits CC_SHN = bits("SHN", 15, 14, FieldType.names("none", "normal", "abrupt"), SPEC + " 3.1.5");

    public static final Bits CC_AMS = bits("AMS", 13, 11, SPEC + " 3.1.5");
    /// Page size: 4096 << MPS bytes.
    public static final Bits CC_MPS = bits("MPS", 10, 7, FieldType.DEC, SPEC + " 3.1.5");

    public static final Bits CC_CSS = bits("CSS", 6, 4, SPEC + " 3.1.5");
    /// Enable; clearing it resets the controller's queues.
    public static final Bits CC_EN = flag("EN", 0, SPEC + " 3.1.5");

    public static final Layout CC_LAYOUT = Layout.named("CC", Direction.AP_TO_IOP, "Configuration of the controller")
            .with(CC_IOCQES, CC_IOSQES, CC_SHN, CC_AMS, CC_MPS, CC_CSS, CC_EN);

    public static final int SHN_NONE = 0;
    public static final int SHN_NORMAL = 1;
    public static final int SHN_ABRUPT = 2;

    /// State of the shutdown: [#SHST_COMPLETE].
    public static final Bits CSTS_SHST =
            bits("SHST", 3, 2, FieldType.names("none", "occurring", "complete"), SPEC + " 3.1.6");
    /// The controller has failed for good.
    public static final Bits CSTS_CFS = flag("CFS", 1, SPEC + " 3.1.6");
    /// It takes commands.
    public static final Bits CSTS_RDY = flag("RDY", 0, SPEC + " 3.1.6");

    public static final Layout CSTS_LAYOUT = Layout.named("CSTS", Direction.IOP_TO_AP, "Status of the controller")
            .with(CSTS_SHST, CSTS_CFS, CSTS_RDY);

    public static final int SHST_NONE = 0;
    public static final int SHST_OCCURRING = 1;
    public static final int SHST_COMPLETE = 2;

    /// Entries of the admin completion queue, less one.
    public static final Bits AQA_ACQS = bits("ACQS", 27, 16, FieldType.DEC, SPEC + " 3.1.8");
    /// Entries of the admin submission queue, less one.
    public static final Bits AQA_ASQS = bits("ASQS", 11, 0, FieldType.DEC, SPEC + " 3.1.8");

    public static final Layout AQA_LAYOUT = Layout.named("AQA", Direction.AP_TO_IOP, "Sizes of the admin queues")
            .with(AQA_ACQS, AQA_ASQS);

    /// Which half is whose is not established: all hosts write the same number to both, 64 or (m1n1) 63.
    public static final Bits PENDING_HIGH = bits("HIGH", 31, 16, FieldType.DEC, LINUX);

    public static final Bits PENDING_LOW = bits("LOW", 15, 0, FieldType.DEC, LINUX);
    public static final Layout PENDING = Layout.named(
                    "MAX_PEND_CMDS", Direction.AP_TO_IOP, "Most commands that may be pending in each queue")
            .with(PENDING_HIGH, PENDING_LOW);

    /// Entries of the I/O completion queue, less one.
    public static final Bits IOQA_CQS = bits("IOCQS", 31, 16, FieldType.DEC, "aurora apple.c");
    /// Entries of the I/O submission queue, less one. With 64 the controller takes CQ head 63 for an error.
    public static final Bits IOQA_SQS = bits("IOSQS", 15, 0, FieldType.DEC, "aurora apple.c");

    public static final Layout IOQA = Layout.named(
                    "IOQA",
                    Direction.AP_TO_IOP,
                    "Sizes of the I/O queues, in the register MAX_PEND_CMDS of older chips")
            .with(IOQA_CQS, IOQA_SQS);

    /// While set, commands with a PRP of 0 fail, also where the command does not use it. Set after reset.
    public static final Bits PRP_NULL_CHECK = flag("PRP_NULL_CHECK", 11, LINUX);

    public static final Layout UNKNOWN_CTRL_LAYOUT = Layout.named(
                    "UNKNOWN_CTRL", Direction.AP_TO_IOP, "Most of it is unknown, hosts change this bit alone")
            .with(PRP_NULL_CHECK);

    /// Submission queues are arrays indexed by tag.
    public static final Bits LINEAR_ENABLE = flag("LINEAR_SQ_EN", 0, LINUX);

    public static final Layout LINEAR_SQ_CTRL_LAYOUT = Layout.named(
                    "LINEAR_SQ_CTRL", Direction.AP_TO_IOP, "How commands are submitted")
            .with(LINEAR_ENABLE);

    /// All layouts, for documents.
    public static final List<Layout> LAYOUTS = List.of(
            CAP_LAYOUT,
            VS_LAYOUT,
            CC_LAYOUT,
            CSTS_LAYOUT,
            AQA_LAYOUT,
            PENDING,
            IOQA,
            UNKNOWN_CTRL_LAYOUT,
            LINEAR_SQ_CTRL_LAYOUT);

    private NvmeRegisters() {}
}
